// Somebody who tries conversations and tickets that are not theirs, by every door: each must answer
// as if there were no such thing.
#pragma once

#include "sim/world.hpp"

#include <set>

namespace clerk::sim {

class Intruder final : public Client {
public:
    Intruder(World& world, Random random) : Client(world, "intruder", random) {}

    void act() override;
    void received(app::SessionKey key, const std::string& frame) override;
    void closed(app::SessionKey key) override;
    bool finish() override;

private:
    void ask(app::Input input);

    std::set<app::SessionKey> asked_;
};

}  // namespace clerk::sim
