// Who is asking, before a flow does what not everybody may see. `signed_in` is asked before step
// one, `order_owner` as soon as the order's slot is filled: of a signed-in shopper the store says
// whose order it is (identity.owns), anyone else proves it by the phone's last digits in the system
// flow `system/prove_order`. An unknown number and wrong digits are answered alike.
#pragma once

#include "turn/running.hpp"
#include "turn/working.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clerk::turn {

// nullopt: the running frame may go on; else something was asked, begun or requested first.
[[nodiscard]] std::optional<Running> hold_for_identity(Turn& turn, const flow::Flow& flow);

// Whether a frame of `over`, above a frame of `below` at `step`, was begun to prove an order (and
// not by a `start` of the flow's own).
[[nodiscard]] bool is_proof(std::string_view over, const flow::Flow& below, std::string_view step);
// The same for the running frame.
[[nodiscard]] bool proves_order(const Turn& turn);
// The proof's frame is gone: the flow goes on, or asks for the number again. "" is success.
[[nodiscard]] Running proof_ended(Turn& turn, const std::string& failure);
// Digits alone, where the number is asked for again that the last ones did not fit: they are tried
// with it, and count as any. False: they are none.
[[nodiscard]] bool prove_again(Turn& turn, const nlu::Understanding& message);
// Books a proof's outcome, whoever called identity.prove.
void note_proof(Turn& turn, const flow::Act& act, const std::string& failure);
// The store's word on identity.owns.
void ownership_answered(Turn& turn, const EffectAnswer& answer);

void shopper_signs_in(Turn& turn, const ShopperSignsIn& who);

}  // namespace clerk::turn
