#include "cli/shop_runner.hpp"

#include "app/actions.hpp"
#include "app/effects.hpp"
#include "app/system.hpp"
#include "app/ticket_book.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace clerk::cli {
namespace {

// Numbers that are given out are the same in every run of a test.
class CountingChance final : public Chance {
public:
    std::uint64_t bits() override {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    void start_over() { state_ = 1; }

private:
    std::uint64_t state_ = 1;
};

class ChatClock final : public Clock {
public:
    [[nodiscard]] UnixMillis now() const override { return now_; }

    void set(UnixMillis now) { now_ = now; }

private:
    UnixMillis now_;
};

class ShopRunner final : public content::ActionRunner {
public:
    ShopRunner(std::unique_ptr<store::Database> store, content::SnapshotPtr content)
        : store_(std::move(store)),
          content_(std::move(content)),
          ids_(clock_, 1),
          actions_(*store_, ids_, chance_),
          tickets_(*store_, ids_, chance_),
          effects_(actions_, tickets_) {}

    ~ShopRunner() override {
        if (open_) store_->rollback();
    }

    EffectAnswer perform(const Effect& effect, const ConversationState& state, UnixMillis now)
        override {
        clock_.set(now);
        app::Batch batch;
        batch.content = content_;
        batch.now = now;
        return effects_.perform(effect, state, "", batch);
    }

    std::optional<turn::ShopperSignsIn> customer(std::string_view name) override {
        const auto known = std::ranges::find(customers_, name, &turn::ShopperSignsIn::name);
        if (known == customers_.end()) return std::nullopt;
        return *known;
    }

    void begin_chat() override {
        if (open_) store_->rollback();
        open_ = store_->begin().ok();
        chance_.start_over();
        app::must(tickets_.reload());
    }

    void add_customer(turn::ShopperSignsIn customer) { customers_.push_back(std::move(customer)); }

private:
    std::unique_ptr<store::Database> store_;
    content::SnapshotPtr content_;
    ChatClock clock_;
    CountingChance chance_;
    app::IdSource ids_;
    app::Actions actions_;
    app::TicketBook tickets_;
    app::Effects effects_;
    std::vector<turn::ShopperSignsIn> customers_;
    bool open_ = false;
};

}  // namespace

Result<std::unique_ptr<content::ActionRunner>> open_shop(
    const std::filesystem::path&, content::SnapshotPtr content
) {
    auto store = store::Database::open(":memory:");
    if (!store.ok()) return store.error();
    return std::unique_ptr<content::ActionRunner>(
        std::make_unique<ShopRunner>(std::move(*store), std::move(content))
    );
}

}  // namespace clerk::cli
