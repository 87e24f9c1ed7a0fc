// The engine as the network sees it.
#pragma once

#include "app/engine.hpp"
#include "net/clerk.hpp"

#include <string_view>
#include <utility>

namespace clerk::cli {

class EngineClerk final : public net::Clerk {
public:
    explicit EngineClerk(app::Engine& engine) : engine_(engine) {}

    bool submit(app::Envelope envelope) override { return engine_.submit(std::move(envelope)); }

    [[nodiscard]] nlu::Understanding understand(std::string_view text) const override {
        return engine_.content()->script.lexicon->understand(text);
    }

    [[nodiscard]] bool healthy() const override { return engine_.healthy(); }

private:
    app::Engine& engine_;
};

}  // namespace clerk::cli
