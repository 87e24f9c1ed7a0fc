// The small shop with a flow that asks, writes and tells, and nobody behind the counter.
#pragma once

#include "content/chat_test.hpp"
#include "content/small_shop.hpp"

#include <string>
#include <string_view>

namespace clerk::content {

// Finds nothing and nobody but 小李; a hand-off always works.
class NoShop : public ActionRunner {
public:
    EffectAnswer perform(const Effect& effect, const ConversationState& state, UnixMillis now)
        override;
    std::optional<turn::ShopperSignsIn> customer(std::string_view name) override;

    void begin_chat() override {}
};

struct TalkingShop {
    SmallShop shop;
    Loaded loaded;
    NoShop none;

    TalkingShop();

    // A file of one chat, run.
    [[nodiscard]] ChatResult run(std::string_view text, const Watch& watch = {});
    [[nodiscard]] std::string failures(std::string_view text);
};

[[nodiscard]] std::vector<Chat> chats_of(std::string_view text);

}  // namespace clerk::content
