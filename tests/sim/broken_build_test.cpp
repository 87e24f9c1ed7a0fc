// The simulator and its checker are only worth what they catch: each test breaks the shell in one
// way, and some run of some seeds must notice, for the right reason.
#include "sim/broken_store.hpp"
#include "sim/run.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace clerk::sim {
namespace {

constexpr std::uint64_t seeds_at_most = 8;

// What is wrong in the first run that goes wrong.
std::vector<std::string> caught(const Sabotage& sabotage) {
    for (std::uint64_t seed = 1; seed <= seeds_at_most; ++seed) {
        Plan plan{.seed = seed};
        plan.sabotage = sabotage;
        std::vector<std::string> wrong = run(std::move(plan)).wrong;
        if (!wrong.empty()) return wrong;
    }
    return {};
}

bool says(const std::vector<std::string>& wrong, std::string_view words) {
    const bool found = std::ranges::any_of(wrong, [&](const std::string& one) {
        return one.find(words) != std::string::npos;
    });
    if (!found) {
        for (const std::string& one : wrong)
            std::cerr << one << "\n";
    }
    return found;
}

template <class Store>
Sabotage with_store() {
    return {.store = [](app::Store& real) {
        return std::make_unique<Store>(real);
    }};
}

template <class Outlet>
Sabotage with_outlet() {
    return {.outlet = [](app::Outlet& real) {
        return std::make_unique<Outlet>(real);
    }};
}

// --- stores -----------------------------------------------------------------------------------

// Every hundredth row is told to be stored, and is not.
struct LosesRows final : PlainStore {
    using PlainStore::PlainStore;
    int n = 0;

    Result<std::int64_t> append(const app::JournalRow& row) override {
        if (++n % 100 == 0) return row.prev;
        return inner().append(row);
    }
};

struct StoresRowsTwice final : PlainStore {
    using PlainStore::PlainStore;
    int n = 0;

    Result<std::int64_t> append(const app::JournalRow& row) override {
        if (++n % 100 != 0) return inner().append(row);
        auto first = inner().append(row);
        if (!first) return first;
        app::JournalRow again = row;
        again.prev = *first;
        return inner().append(again);
    }
};

struct ForgetsHeads final : PlainStore {
    using PlainStore::PlainStore;
    int n = 0;

    Status put_head(const app::Head& head) override {
        if (++n % 5 == 0) return done();
        return inner().put_head(head);
    }
};

// A commit that fails keeps what it has written all the same; a turn that is taken back, too.
struct KeepsSavepoints final : PlainStore {
    using PlainStore::PlainStore;

    void rollback() override { (void)inner().commit(); }
};

// No unique key: the same effect done again is another return.
struct NoIdempotency final : PlainStore {
    using PlainStore::PlainStore;

    Result<Rma> open_rma(const Rma& rma, std::string_view key) override {
        auto first = inner().open_rma(rma, key);
        if (!first) return first;
        Rma again = *first;
        again.id = {first->id.value + 1};
        again.number += "X";
        return inner().open_rma(again, std::string(key) + "x");
    }
};

struct ForgetsTickets final : PlainStore {
    using PlainStore::PlainStore;
    int n = 0;

    Status put_ticket(const Ticket& ticket) override {
        if (++n % 10 == 0) return done();
        return inner().put_ticket(ticket);
    }
};

// Says that it has committed, and has not: whatever was acknowledged on its word was acknowledged
// too early.
struct AcknowledgesTooEarly final : PlainStore {
    using PlainStore::PlainStore;
    int n = 0;

    Status commit() override {
        if (++n % 40 != 0) return inner().commit();
        inner().rollback();
        return done();
    }
};

struct ForgetsTimers final : PlainStore {
    using PlainStore::PlainStore;

    Status put_head(const app::Head& head) override {
        app::Head without = head;
        without.wake_at = {};
        return inner().put_head(without);
    }
};

// Says of heads that they are whole which are not: a start does not fold what they miss.
struct MarksTooHigh final : PlainStore {
    using PlainStore::PlainStore;

    Status put_heads_whole_to(std::int64_t) override {
        const auto rows = inner().rows_after(0, 1'000'000);
        return rows && !rows->empty() ? inner().put_heads_whole_to(rows->back().n) : done();
    }
};

// A start that is told of no rows behind the mark.
struct HidesRows final : PlainStore {
    using PlainStore::PlainStore;

    Result<std::vector<app::JournalRow>> rows_after(std::int64_t row, std::size_t max) override {
        return max == 1 ? inner().rows_after(row, max) : std::vector<app::JournalRow>();
    }
};

TEST_CASE("a store that loses rows is caught") {
    CHECK(says(caught(with_store<LosesRows>()), "is lost"));
}

TEST_CASE("an ack before the commit is caught") {
    CHECK(says(caught(with_store<AcknowledgesTooEarly>()), "is lost"));
}

TEST_CASE("a store that keeps rows twice is caught") {
    CHECK(says(caught(with_store<StoresRowsTwice>()), "stands twice"));
}

TEST_CASE("a store that forgets heads is caught") {
    CHECK(!caught(with_store<ForgetsHeads>()).empty());
}

TEST_CASE("a store that marks heads as whole too early is caught") {
    CHECK(says(caught(with_store<MarksTooHigh>()), "does not follow"));
}

TEST_CASE("a start that does not fold what was said before it is caught") {
    CHECK(!caught(with_store<HidesRows>()).empty());
}

TEST_CASE("a store that keeps what was rolled back is caught") {
    CHECK(!caught(with_store<KeepsSavepoints>()).empty());
}

TEST_CASE("a store without idempotency is caught") {
    CHECK(says(caught(with_store<NoIdempotency>()), "was not told"));
}

TEST_CASE("a store that forgets what became of tickets is caught") {
    CHECK(says(caught(with_store<ForgetsTickets>()), "ticket"));
}

TEST_CASE("a store that forgets timers is caught") {
    CHECK(says(caught(with_store<ForgetsTimers>()), "timer"));
}

// --- the way out ------------------------------------------------------------------------------

struct PlainOutlet : app::Outlet {
    explicit PlainOutlet(app::Outlet& real) : inner(real) {}

    app::Outlet& inner;

    static std::string verb(const app::Delivery& one) {
        return one.frame ? nlohmann::json::parse(*one.frame).value("verb", "") : "";
    }
};

// Now and then two frames go to each other's sessions.
struct MixesSessions final : PlainOutlet {
    using PlainOutlet::PlainOutlet;
    int n = 0;

    void deliver(std::vector<app::Delivery> all) override {
        if (++n % 20 == 0 && all.size() > 1) std::swap(all.front().to, all.back().to);
        inner.deliver(std::move(all));
    }
};

struct LosesFrames final : PlainOutlet {
    using PlainOutlet::PlainOutlet;
    int n = 0;

    void deliver(std::vector<app::Delivery> all) override {
        std::erase_if(all, [&](const app::Delivery& one) {
            return verb(one) == "event" && ++n % 100 == 0;
        });
        inner.deliver(std::move(all));
    }
};

struct TellsAllTheyHaveWon final : PlainOutlet {
    using PlainOutlet::PlainOutlet;

    void deliver(std::vector<app::Delivery> all) override {
        for (app::Delivery& one : all) {
            if (verb(one) != "lost") continue;
            auto json = nlohmann::json::parse(*one.frame);
            json["verb"] = "won";
            one.frame = std::make_shared<const std::string>(json.dump());
        }
        inner.deliver(std::move(all));
    }
};

struct ChangesWords final : PlainOutlet {
    using PlainOutlet::PlainOutlet;
    int n = 0;

    void deliver(std::vector<app::Delivery> all) override {
        for (app::Delivery& one : all) {
            if (verb(one) != "event" || ++n % 100 != 0) continue;
            auto json = nlohmann::json::parse(*one.frame);
            json["text"] = "…";
            one.frame = std::make_shared<const std::string>(json.dump());
        }
        inner.deliver(std::move(all));
    }
};

TEST_CASE("a hub that mixes sessions up is caught") {
    CHECK(!caught(with_outlet<MixesSessions>()).empty());
}

TEST_CASE("a hub that loses frames is caught") {
    CHECK(says(caught(with_outlet<LosesFrames>()), "came after"));
}

TEST_CASE("two agents who are told to have won are caught") {
    CHECK(says(caught(with_outlet<TellsAllTheyHaveWon>()), "was told to have won"));
}

TEST_CASE("other words than are stored are caught") {
    CHECK(says(caught(with_outlet<ChangesWords>()), "was shown with other words"));
}

}  // namespace
}  // namespace clerk::sim
