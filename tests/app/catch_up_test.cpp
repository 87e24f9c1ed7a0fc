// What a start does with a file whose heads lie behind its journal, and with one that is damaged.
#include "app/catch_up.hpp"

#include "app/conversations.hpp"
#include "base/limits.hpp"
#include "sim/faulty_store.hpp"
#include "store/database.hpp"
#include "turn/apply.hpp"
#include "wire/codec.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <memory>

namespace clerk::app {
namespace {

constexpr UnixMillis noon{1'719'806'400'000};
constexpr ConversationId lins{7};
constexpr ConversationId bos{8};

void must_be(const Status& status) {
    if (!status) FAIL(status.error().message);
}

// A file with chats in it, turn by turn; what each must come to is folded beside.
struct File {
    std::unique_ptr<store::Database> database;
    wire::JsonCodec codec;
    std::map<ConversationId, Conversation> chats;

    File() {
        auto opened = store::Database::open(":memory:");
        REQUIRE(opened);
        database = *std::move(opened);
    }

    std::int64_t append(ConversationId id, std::string body) {
        const auto n = database->append(
            {.prev = chats[id].last_row, .conversation = id, .at = noon, .body = std::move(body)}
        );
        REQUIRE(n);
        chats[id].last_row = *n;
        return *n;
    }

    std::int64_t turn(ConversationId id, Events events) {
        events.push_back(TurnEnded{noon});
        for (const Event& event : events)
            turn::apply(chats[id].state, event);
        return append(id, codec.encode_row(id, events).body);
    }

    void open(ConversationId id) {
        turn(id, {Opened{id, Lang::zh, "web"}});
        put_head(id);
    }

    std::int64_t says(ConversationId id, std::string text) {
        Message message;
        message.from = From::shopper;
        message.text = std::move(text);
        const std::uint64_t seq = chats[id].state.last_seq + 1;
        return turn(id, {Said{seq, noon, message}, WakeSet{noon + minutes(5)}});
    }

    void put_head(ConversationId id) {
        const Conversation& chat = chats[id];
        must_be(
            database->put_head(head_of(chat.state, chat.last_row, codec.encode_state(chat.state)))
        );
    }

    Head head(ConversationId id) {
        const auto kept = database->head(id);
        REQUIRE(kept);
        REQUIRE(*kept);
        return **kept;
    }

    bool whole(ConversationId id) {
        const Head kept = head(id);
        const auto state = codec.decode_state(kept.state);
        return state && *state == chats[id].state && kept.last_row == chats[id].last_row
               && kept.wake_at == state->wake_at && kept.version == state->version;
    }

    [[nodiscard]] std::int64_t mark() const { return *database->heads_whole_to(); }
};

TEST_CASE("a file without a chat, and one whose heads are whole, are left as they are") {
    File file;
    CHECK(*catch_up(*file.database, file.codec) == 0);
    file.open(lins);
    const std::int64_t row = file.says(lins, "你好");
    file.put_head(lins);
    must_be(file.database->put_heads_whole_to(row));
    CHECK(*catch_up(*file.database, file.codec) == row);
    CHECK(file.whole(lins));
}

TEST_CASE("what the journal tells beyond the heads is folded into them") {
    File file;
    file.open(lins);
    file.open(bos);
    file.says(lins, "你好");
    file.says(bos, "我要退货");
    const std::int64_t newest = file.says(lins, "查订单");
    CHECK_FALSE(file.whole(lins));
    CHECK(*catch_up(*file.database, file.codec) == newest);
    CHECK(file.whole(lins));
    CHECK(file.whole(bos));
    CHECK(file.mark() == newest);
    CHECK(file.database->wakes()->size() == 2);
}

TEST_CASE("a mark that stands too low costs time, and nothing else") {
    File file;
    file.open(lins);
    file.says(lins, "你好");
    file.put_head(lins);
    const std::int64_t newest = file.says(lins, "查订单");
    REQUIRE(file.mark() == 0);
    CHECK(*catch_up(*file.database, file.codec) == newest);
    CHECK(file.whole(lins));
    must_be(file.database->put_heads_whole_to(1));
    CHECK(*catch_up(*file.database, file.codec) == newest);
    CHECK(file.whole(lins));
    CHECK(file.mark() == newest);
}

TEST_CASE("a mark behind the journal's end is damage, and nothing is changed") {
    File file;
    file.open(lins);
    const std::int64_t newest = file.says(lins, "你好");
    must_be(file.database->put_heads_whole_to(newest + 1));
    const auto refused = catch_up(*file.database, file.codec);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "corrupt");
    CHECK_THAT(refused.error().message, Catch::Contains("shopclerk restore"));
    CHECK_FALSE(file.whole(lins));
    CHECK(file.mark() == newest + 1);
}

TEST_CASE("a chat whose rows cannot be read is refused; all others go on") {
    const auto damage = GENERATE(
        as<std::string>{}, "", "f", "f {\"t\":", "p {}\nf {\"type\":\"no such\"}\n", "\xFF\xFE"
    );
    INFO("body: " << damage);
    File file;
    file.open(lins);
    file.open(bos);
    file.says(bos, "你好");
    const std::string good = file.codec.encode_row(lins, {NotUnderstood{}}).body;
    REQUIRE(file.codec.decode_row(good));
    const bool readable = file.codec.decode_row(damage).ok();
    file.append(lins, damage);
    file.says(lins, "查订单");
    const std::int64_t newest = file.says(bos, "查订单");
    CHECK(*catch_up(*file.database, file.codec) == newest);
    CHECK(file.whole(bos));
    CHECK(file.mark() == newest);
    const Behind behind;
    Conversations conversations(*file.database, file.codec, behind, 2);
    CHECK(conversations.find(bos));
    if (readable) return;  // an empty turn is one
    CHECK(file.head(lins).state.empty());
    CHECK(file.head(lins).last_row == newest - 1);
    CHECK(conversations.find(lins).error().code == "corrupt");
    // And so it stays, whatever comes behind it.
    file.says(lins, "你好");
    CHECK(catch_up(*file.database, file.codec));
    CHECK(conversations.find(lins).error().code == "corrupt");
}

TEST_CASE("rows that do not follow their head, and rows without one, are of no chat to go on with"
) {
    File file;
    file.open(lins);
    file.chats[lins].last_row = 99;
    file.says(lins, "你好");
    file.says(bos, "你好");  // never opened
    CHECK(catch_up(*file.database, file.codec));
    const Behind behind;
    Conversations conversations(*file.database, file.codec, behind, 2);
    CHECK(conversations.find(lins).error().code == "corrupt");
    CHECK(conversations.find(bos).error().code == "corrupt");
}

TEST_CASE("a start that is cut short leaves the file as it was, for the next one") {
    File file;
    file.open(lins);
    const std::int64_t newest = file.says(lins, "你好");
    sim::Faults faults;
    sim::FaultyStore store(*file.database, faults);
    int cut = 0;
    for (std::uint64_t call = 0; cut == static_cast<int>(call); ++call) {
        faults.strike(call, sim::Faults::What::refuse);
        const auto caught = catch_up(store, file.codec);
        if (caught) break;
        ++cut;
        CHECK(caught.error().code == "io");
        CHECK(file.mark() == 0);
        CHECK_FALSE(file.whole(lins));
    }
    CHECK(cut > 5);
    CHECK(file.whole(lins));
    CHECK(file.mark() == newest);
}

TEST_CASE("a journal of any length is folded by and by") {
    File file;
    file.open(lins);
    must_be(file.database->begin());
    for (std::int64_t i = 0; i < limits::heads_behind_rows_max + 700; ++i)
        file.turn(lins, {NotUnderstood{}});
    must_be(file.database->commit());
    CHECK(*catch_up(*file.database, file.codec) == file.chats[lins].last_row);
    CHECK(file.whole(lins));
}

}  // namespace
}  // namespace clerk::app
