// Heads lie behind the journal: when they are written, and that nobody notices when they are not.
#include "app/catch_up.hpp"
#include "app/engine_kit.hpp"
#include "app/head_writer.hpp"
#include "sim/broken_store.hpp"
#include "turn/apply.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <stdexcept>

namespace clerk::app {
namespace {

using namespace kit;

ConversationId conversation_of(const Json& welcome) {
    return *parse_id<struct clerk::ConversationTag>(welcome.at("conversation").get<std::string>());
}

Head head_of(House& house, ConversationId id) {
    const auto head = house.database->head(id);
    REQUIRE(head);
    REQUIRE(*head);
    return **head;
}

std::int64_t newest_row(House& house) {
    const auto rows = house.database->rows_after(0, 10'000);
    REQUIRE(rows);
    return rows->empty() ? 0 : rows->back().n;
}

// What the journal alone makes of a conversation.
ConversationState refolded(House& house, ConversationId id) {
    ConversationState state;
    const auto rows = house.database->rows_after(0, 10'000);
    REQUIRE(rows);
    for (const JournalRow& row : *rows) {
        if (row.conversation != id) continue;
        const auto events = house.codec.decode_row(row.body);
        REQUIRE(events);
        for (const Event& event : *events)
            turn::apply(state, event);
    }
    return state;
}

class Folder {
public:
    explicit Folder(const char* name)
        : path_(std::filesystem::temp_directory_path() / ("shopclerk-heads-" + std::string(name))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directory(path_);
    }

    ~Folder() { std::filesystem::remove_all(path_); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string shop() const { return path_ / "shop.db"; }

private:
    std::filesystem::path path_;
};

TEST_CASE("a head is written when its conversation begins, and not with every turn") {
    House house;
    const ConversationId id = conversation_of(house.hello(lin)[0]);
    const Head first = head_of(house, id);
    CHECK(first.last_row == newest_row(house));
    house.says(lin, "我要退货");
    house.says(lin, "2024061234");
    CHECK(newest_row(house) == first.last_row + 2);
    CHECK(head_of(house, id).last_row == first.last_row);
    house.engine->finish();
    const Head last = head_of(house, id);
    CHECK(last.last_row == newest_row(house));
    CHECK(*house.database->heads_whole_to() == newest_row(house));
    CHECK(*house.codec.decode_state(last.state) == refolded(house, id));
}

TEST_CASE("a head that has been behind for long is written with somebody else's turn") {
    House house(":memory:", 3);
    const ConversationId still = conversation_of(house.hello(lin)[0]);
    house.says(lin, "我要退货");
    const std::int64_t said = newest_row(house);
    house.hello(bo);
    house.says(bo, "你好");
    CHECK(head_of(house, still).last_row < said);
    house.says(bo, "积分");
    CHECK(head_of(house, still).last_row == said);
    // From the next row on, heads may still lie behind.
    CHECK(*house.database->heads_whole_to() >= said);
    CHECK(*house.database->heads_whole_to() < newest_row(house));
}

TEST_CASE("heads that may not lie behind are written with every turn") {
    House house(":memory:", 0);
    const ConversationId id = conversation_of(house.hello(lin)[0]);
    house.says(lin, "我要退货");
    CHECK(head_of(house, id).last_row == newest_row(house));
    CHECK(*house.database->heads_whole_to() == newest_row(house));
}

TEST_CASE("heads are written when nobody says anything for a second") {
    House house;
    const ConversationId id = conversation_of(house.hello(lin)[0]);
    house.says(lin, "我要退货");
    house.clock.at = house.clock.at + seconds(1);
    house.engine->work(seconds(1));
    CHECK(head_of(house, id).last_row == newest_row(house));
    CHECK(*house.database->heads_whole_to() == newest_row(house));
}

TEST_CASE("heads that cannot be written stay behind, and are written later") {
    House house;
    const ConversationId id = conversation_of(house.hello(lin)[0]);
    house.says(lin, "我要退货");
    const std::int64_t row = head_of(house, id).last_row;
    house.faults.refuse_commits(1);
    house.engine->finish();
    CHECK(head_of(house, id).last_row == row);
    house.engine->finish();
    CHECK(head_of(house, id).last_row == newest_row(house));
}

TEST_CASE("a fault in the middle of writing heads ends nothing, and leaves them behind") {
    struct Stumbling final : sim::PlainStore {
        using PlainStore::PlainStore;

        Status put_head(const Head&) override { throw std::runtime_error("stumbled"); }
    };

    House house;
    const ConversationId id = conversation_of(house.hello(lin)[0]);
    house.says(lin, "我要退货");
    Behind behind;
    behind.reset(newest_row(house) - 1);
    behind.row_written(id, newest_row(house), CustomerId{});
    Conversations conversations(*house.database, house.codec, behind, 2);
    Stumbling store(*house.database);
    const Status written = HeadWriter({store, conversations, behind, 0}).write_some(8);
    REQUIRE_FALSE(written);
    CHECK(written.error().message == "stumbled");
    CHECK(behind.size() == 1);
    // The transaction is over: the next turn is stored.
    const std::int64_t row = newest_row(house);
    house.says(lin, "2024061234");
    CHECK(newest_row(house) == row + 1);
}

TEST_CASE("after a kill a chat goes on where it was, with its receipts, timer and question") {
    const Folder folder("kill");
    ConversationId id;
    std::string session;
    std::uint64_t seq = 0;
    {
        House house(folder.shop());
        const Json welcome = house.hello(lin)[0];
        id = conversation_of(welcome);
        session = welcome.at("session");
        house.says(lin, "我要退货", "message-1");
        seq = of_verb(house.says(lin, "2024061234", "message-2"), "ack")[0].at("seq");
        REQUIRE(head_of(house, id).last_row < newest_row(house));
    }
    House house(folder.shop());
    CHECK(head_of(house, id).last_row == newest_row(house));
    CHECK(*house.database->heads_whole_to() == newest_row(house));
    CHECK(*house.codec.decode_state(head_of(house, id).state) == refolded(house, id));
    const auto wakes = house.database->wakes();
    REQUIRE(wakes);
    REQUIRE(wakes->size() == 1);
    CHECK(wakes->front().version == refolded(house, id).version);
    CHECK(wakes->front().at == refolded(house, id).wake_at);
    const auto back = house.hello(lin, resume(session));
    CHECK(back[0].at("seq").get<std::uint64_t>() >= seq);
    CHECK(of_verb(back, "event").size() == back[0].at("seq").get<std::size_t>());
    const auto again = house.says(lin, "2024061234", "message-2");
    REQUIRE(again.size() == 1);
    CHECK(again[0].at("seq") == seq);
    house.work(minutes(10));  // the silence since then is noticed
    CHECK_FALSE(of_verb(house.taken(lin), "event").empty());
}

TEST_CASE("a turn that could not be stored leaves nothing of a chat whose head is behind") {
    House house;
    const ConversationId id = conversation_of(house.hello(lin)[0]);
    house.says(lin, "我要退货", "message-1");
    const auto first = of_verb(house.says(lin, "2024061234", "message-2"), "ack");
    house.faults.refuse_commits(1);
    CHECK(refusal(house.says(lin, "算了", "message-3")) == "unavailable");
    // Read anew: from a head that knows none of it.
    CHECK(of_verb(house.says(lin, "2024061234", "message-2"), "ack") == first);
    house.says(lin, "算了", "message-3");
    house.engine->finish();
    CHECK(*house.codec.decode_state(head_of(house, id).state) == refolded(house, id));
}

TEST_CASE("a chat that had to make room is read with the rows its head does not know") {
    House house;
    const ConversationId id = conversation_of(house.hello(lin)[0]);
    house.says(lin, "我要退货");
    house.says(lin, "2024061234");
    Behind behind;
    behind.row_written(id, newest_row(house), {});
    Conversations fresh(*house.database, house.codec, behind, 2);
    const auto found = fresh.find(id);
    REQUIRE(found);
    REQUIRE(*found != nullptr);
    CHECK((*found)->state == refolded(house, id));
    CHECK((*found)->last_row == newest_row(house));
    CHECK(fresh.head(id)->last_row == newest_row(house));
    fresh.trim({10'000'000'000'000});  // rests
    const auto resting = fresh.head(id);
    REQUIRE(resting);
    CHECK(*house.codec.decode_state(resting->state) == refolded(house, id));
    CHECK(resting->version == refolded(house, id).version);
}

TEST_CASE("a customer's latest chat is the one last spoken in, written or not") {
    House house;
    add_customer(house, "c-1", "李雷");
    const auto signed_in = [&](SessionKey who, const char* nonce) {
        const Json welcome = house.hello(who)[0];
        Hello both = with_token("c-1", nonce);
        both.session = welcome.at("session");
        house.does({2, who.id}, both);
        return conversation_of(welcome);
    };
    const ConversationId older = signed_in(lin, "n1");
    const ConversationId newer = signed_in(bo, "n2");
    CHECK(conversation_of(house.hello({0, 7}, with_token("c-1", "n3"))[0]) == newer);
    house.says({2, lin.id}, "我要退货");
    CHECK(head_of(house, older).at < head_of(house, newer).at);
    CHECK(conversation_of(house.hello({0, 8}, with_token("c-1", "n4"))[0]) == older);
}

TEST_CASE("who is signed in stands in the head at once: by it their chats are found") {
    House house;
    add_customer(house, "c-1", "李雷");
    const Json welcome = house.hello(lin)[0];
    Hello both = with_token("c-1", "n1");
    both.session = welcome.at("session");
    house.does(bo, both);
    CHECK(head_of(house, conversation_of(welcome)).customer);
}

}  // namespace
}  // namespace clerk::app
