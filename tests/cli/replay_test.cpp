// replay: chats made anew from their turns, and told anew by other content.
#include "cli/command.hpp"
#include "content/load.hpp"
#include "content/talk.hpp"
#include "store/database.hpp"
#include "wire/codec.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <memory>

using namespace clerk;
using namespace clerk::cli;
using Catch::Contains;
using clerk::cli::testing::Folder;
using clerk::cli::testing::ran;

namespace {

namespace fs = std::filesystem;

constexpr UnixMillis noon{1'719'806'400'000};

const turn::Script& shipped() {
    content::LoadOptions quick;
    quick.examples = false;
    static const content::Loaded loaded = content::load_content(CLERK_SOURCE_DIR, quick);
    REQUIRE(loaded.snapshot != nullptr);
    return loaded.snapshot->script;
}

// Takes complaints and tickets; finds nothing else.
class Desk : public content::ActionRunner {
public:
    EffectAnswer perform(const Effect& effect, const ConversationState&, UnixMillis now) override {
        if (const auto* hand_off = std::get_if<HandOff>(&effect)) {
            return {hand_off->n, make_record("ticket", {{"number", "T-1"}, {"id", 1}}), ""};
        }
        const auto& call = std::get<CallAction>(effect);
        if (call.action != "complaint.open") return {call.n, {}, "not_found"};
        return {call.n, make_record("complaint", {{"number", "C-1"}, {"promise", now}}), ""};
    }

    std::optional<turn::ShopperSignsIn> customer(std::string_view) override { return {}; }

    void begin_chat() override {}
};

// A data folder with one chat in its journal.
class Chatted {
public:
    explicit Chatted(const Folder& folder) : data(folder.path("data")) {
        fs::create_directories(data);
        auto opened = store::Database::open(data + "/shopclerk.db");
        REQUIRE(opened.ok());
        database_ = *std::move(opened);
        keep(talk_.take(turn::Begin{id, Lang::en, "web"}, noon));
    }

    void says(std::string_view text) { keep(talk_.say(text, {}, noon)); }

    // The turn is in the journal, the head as it was.
    void says_behind(std::string_view text) { append(talk_.say(text, {}, noon)); }

    void mark(std::int64_t row) { REQUIRE(database_->put_heads_whole_to(row)); }

    [[nodiscard]] std::int64_t last_row() const { return last_row_; }

    // The head as it is, with another state.
    void put_head(const ConversationState& state) {
        REQUIRE(database_->put_head(
            {.conversation = id,
             .last_row = last_row_,
             .last_seq = state.last_seq,
             .customer = {},
             .at = noon,
             .wake_at = {},
             .version = state.version,
             .state = codec_.encode_state(state)}
        ));
    }

    [[nodiscard]] const ConversationState& state() const { return talk_.state(); }

    static constexpr ConversationId id{4711};
    std::string data;

private:
    void keep(const content::TurnRecord& turn) {
        append(turn);
        put_head(talk_.state());
    }

    void append(const content::TurnRecord& turn) {
        const app::EncodedRow row = codec_.encode_row(id, turn.events);
        const auto n = database_->append(
            {.n = 0,
             .prev = last_row_,
             .conversation = id,
             .first_seq = row.first_seq,
             .last_seq = row.last_seq,
             .at = noon,
             .format = 0,
             .key_id = 0,
             .body = row.body}
        );
        REQUIRE(n.ok());
        last_row_ = *n;
    }

    Desk desk_;
    content::Talk talk_{shipped(), desk_};
    wire::JsonCodec codec_;
    std::unique_ptr<store::Database> database_;
    std::int64_t last_row_ = 0;
};

// The shipped content with one text in it said otherwise.
std::string edited_content(const Folder& folder, const std::string& was, const std::string& now) {
    fs::create_directories(folder.path("content"));
    for (const char* part : {"intents", "flows", "config"}) {
        fs::copy(
            fs::path(CLERK_SOURCE_DIR) / part,
            folder.path(std::string("content/") + part),
            fs::copy_options::recursive
        );
    }
    std::string flow = folder.read("content/flows/complaint.yaml");
    const std::size_t at = flow.find(was);
    REQUIRE(at != std::string::npos);
    folder.write("content/flows/complaint.yaml", flow.replace(at, was.size(), now));
    return folder.path("content");
}

}  // namespace

TEST_CASE("a chat is what its turns make it") {
    const Folder folder;
    Chatted chat(folder);
    chat.says("hello");
    chat.says("I want to complain");
    chat.says("the fridge was late");
    const auto told = ran(replay, {"--data", chat.data});
    INFO(told.out << told.err);
    CHECK(told.code == exit_well);
    CHECK(told.out == "1 conversations, 4 turns, 0 broken\n");
    CHECK(ran(replay, {"--data", chat.data, "--conversation", "4711"}).code == exit_well);
    CHECK(ran(replay, {"--data", chat.data, "--conversation", "12"}).code == exit_cannot);
    CHECK(ran(replay, {"--data", chat.data, "--conversation", "x"}).code == exit_cannot);
    CHECK(ran(verify, {"--data", chat.data}).code == exit_well);
}

TEST_CASE("a state that the turns do not make is found by replay and by verify") {
    const Folder folder;
    Chatted chat(folder);
    chat.says("hello");
    ConversationState other = chat.state();
    other.last_words = "something else";
    chat.put_head(other);
    const auto told = ran(replay, {"--data", chat.data});
    CHECK(told.code == exit_found);
    CHECK_THAT(told.out, Contains("4711: its turns do not make the state that is kept of it"));
    CHECK_THAT(ran(replay, {"--data", chat.data, "--json"}).out, Contains("\"broken\":1"));
    const auto verified = ran(verify, {"--data", chat.data});
    CHECK(verified.code == exit_found);
    CHECK_THAT(verified.out, Contains("conversation 4711: its turns do not make"));
}

TEST_CASE("a head that lies behind is whole; what has been said since is told") {
    const Folder folder;
    Chatted chat(folder);
    chat.says("hello");
    chat.mark(chat.last_row());
    chat.says_behind("I want to complain");
    chat.says_behind("the fridge was late");
    const auto told = ran(replay, {"--data", chat.data});
    INFO(told.out << told.err);
    CHECK(told.code == exit_well);
    CHECK(told.out == "1 conversations, 4 turns, 0 broken\n");
    CHECK(ran(verify, {"--data", chat.data}).code == exit_well);
    const auto out = ran(export_shop, {folder.path("out"), "--data", chat.data});
    CHECK(out.code == exit_well);
    CHECK_THAT(folder.read("out/conversations.ndjson"), Contains("the fridge was late"));
}

TEST_CASE("a mark of whole heads that stands too high is found by verify") {
    const Folder folder;
    Chatted chat(folder);
    chat.says("hello");
    chat.says_behind("I want to complain");
    chat.mark(chat.last_row());
    const auto verified = ran(verify, {"--data", chat.data});
    CHECK(verified.code == exit_found);
    CHECK_THAT(verified.out, Contains("1 turns belong to no conversation's end"));
}

TEST_CASE("the same content says the same again, actions and hand-overs included") {
    const Folder folder;
    Chatted chat(folder);
    for (const char* words :
         {"hello",
          "where is order 2024061234",
          "1234",
          "never mind",
          "I want to complain",
          "the fridge was late",
          "no",
          "a person please"})
        chat.says(words);
    const auto told = ran(replay, {"--data", chat.data, "--content", CLERK_SOURCE_DIR});
    INFO(told.out << told.err);
    CHECK(told.code == exit_well);
    CHECK_THAT(told.out, Contains("0 turns differ now"));
}

TEST_CASE("what an edit changes is shown turn by turn") {
    const Folder folder;
    Chatted chat(folder);
    chat.says("hello");
    chat.says("I want to complain");
    const std::string was = "I'm sorry about this.";
    const std::string edited = edited_content(folder, was, "Oh no.");
    const auto told = ran(replay, {"--data", chat.data, "--content", edited});
    INFO(told.out << told.err);
    CHECK(told.code == exit_found);
    CHECK_THAT(told.out, Contains(": > I want to complain\n    - I'm sorry about this."));
    CHECK_THAT(told.out, Contains("    + Oh no."));
    CHECK_THAT(told.out, Contains("1 turns differ now"));
    const auto json = ran(replay, {"--data", chat.data, "--content", edited, "--json"});
    CHECK_THAT(json.out, Contains("\"words\":\"I want to complain\",\"was\":[\"I'm sorry"));
    folder.write("content/flows/complaint.yaml", "flow: [");
    CHECK(ran(replay, {"--data", chat.data, "--content", edited}).code == exit_cannot);
}
