#include "sim/journal_file.hpp"

#include "sim/checker.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <optional>

namespace clerk::sim {
namespace {

using Json = nlohmann::json;

constexpr std::size_t told_max = 50;

std::optional<Kind> kind_of(const std::string& word) {
    if (word == "conversation") return Kind::conversation;
    if (word == "send") return Kind::send;
    if (word == "ack") return Kind::ack;
    if (word == "event") return Kind::shown;
    return std::nullopt;
}

// nlohmann throws on what is missing or of another type; read_journal() says where.
Entry entry_of(const Json& line) {
    const auto kind = kind_of(line.at("kind"));
    const auto conversation =
        parse_id<ConversationTag>(line.at("conversation").get_ref<const std::string&>());
    if (!kind || !conversation) throw std::invalid_argument("no such kind or conversation");
    Entry entry;
    entry.kind = *kind;
    entry.client = line.at("client").dump();
    entry.conversation = *conversation;
    entry.id = line.value("id", "");
    entry.text = line.value("text", "");
    entry.choice = line.value("choice", "");
    entry.seq = line.value("seq", std::uint64_t{0});
    entry.at = line.value("at", std::int64_t{0});
    if (entry.kind == Kind::shown) {
        const Json& event = line.at("event");
        entry.seq = event.at("seq");
        entry.frame = event.dump();
    }
    return entry;
}

}  // namespace

Result<Journal> read_journal(std::istream& lines) {
    Journal journal;
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        try {
            journal.push_back(entry_of(Json::parse(line)));
        } catch (const std::exception& failure) {
            return error("bad_row", "line " + std::to_string(number) + ": " + failure.what());
        }
    }
    return journal;
}

int check_files(const std::string& shop_file, const std::string& journal_file, std::ostream& told) {
    std::ifstream lines(journal_file);
    const auto journal = read_journal(lines);
    if (!journal) told << journal_file << ": " << journal.error().message << '\n';
    const auto file = read_shop_file(shop_file);
    if (!file) told << file.error().message << '\n';
    if (!journal || !file) return 2;
    const std::vector<std::string> wrong = check(*journal, *file);
    for (std::size_t i = 0; i < wrong.size() && i < told_max; ++i)
        told << wrong[i] << '\n';
    told << journal->size() << " entries, " << file->conversations.size()
         << " conversations: " << wrong.size() << " wrong\n";
    return wrong.empty() ? 0 : 1;
}

}  // namespace clerk::sim
