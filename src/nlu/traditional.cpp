#include "nlu/traditional.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <mutex>
#include <opencc/DictEntry.hpp>
#include <opencc/Lexicon.hpp>
#include <opencc/MarisaDict.hpp>
#include <optional>

namespace clerk::nlu {
namespace {

using Characters = std::vector<std::pair<char32_t, char32_t>>;
using Dictionaries = std::vector<opencc::MarisaDictPtr>;  // asked in this order

constexpr auto folders =
    std::to_array<std::string_view>({"/usr/share/opencc/", "/usr/local/share/opencc/"});

struct CloseFile {
    void operator()(FILE* file) const { std::fclose(file); }
};

// nullptr when the dictionary is not there; OpenCC throws when it is broken.
opencc::MarisaDictPtr read_dictionary(std::string_view name) {
    for (const std::string_view folder : folders) {
        const std::string path = std::string(folder) + std::string(name);
        const std::unique_ptr<FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
        if (file) return opencc::MarisaDict::NewFromFile(file.get());
    }
    return nullptr;
}

std::optional<char32_t> only_code_point(std::string_view text) {
    const utf8::Step step = utf8::step(text, 0);
    if (step.bytes == 0 || step.bytes != text.size()) return std::nullopt;
    return step.code_point;
}

Characters one_to_one(const opencc::MarisaDict& dictionary) {
    Characters pairs;
    for (const auto& entry : *dictionary.GetLexicon()) {
        const std::optional<char32_t> from = only_code_point(entry->Key());
        const std::optional<char32_t> to = only_code_point(entry->GetDefault());
        if (from && to && *from != *to) pairs.emplace_back(*from, *to);
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

void follow_chains(Characters& pairs) {
    const Characters direct = pairs;
    for (auto& [from, to] : pairs) {
        for (int hop = 0; hop < 4; ++hop) {
            const auto next = std::lower_bound(
                direct.begin(), direct.end(), std::pair<char32_t, char32_t>{to, 0}
            );
            if (next == direct.end() || next->first != to) break;
            to = next->second;
        }
    }
}

// The earliest dictionary that knows the text from `at` on: its longest entry.
const opencc::DictEntry* longest_entry(
    const Dictionaries& dictionaries, std::string_view text, std::size_t at
) {
    for (const opencc::MarisaDictPtr& dictionary : dictionaries) {
        if (!dictionary) continue;
        const auto found = dictionary->MatchPrefix(text.data() + at, text.size() - at);
        if (!found.IsNull()) return found.Get();
    }
    return nullptr;
}

std::string converted(const Dictionaries& dictionaries, std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = utf8::step(text, at).bytes;
        const auto* entry = bytes < 2 ? nullptr : longest_entry(dictionaries, text, at);
        out += entry ? entry->GetDefault() : std::string(text.substr(at, bytes));
        at += entry ? entry->KeyLength() : bytes;
    }
    return out;
}

}  // namespace

struct Traditional::Tables {
    Characters simplified;
    std::once_flag once;  // guards the two below, which only to_traditional reads
    Dictionaries to_traditional;
    Dictionaries to_common_forms;  // 爲 → 為, 覈 → 核, 纔 → 才: what people write

    void read_phrases() {
        try {
            to_traditional = {
                read_dictionary("STPhrases.ocd2"), read_dictionary("STCharacters.ocd2")};
            to_common_forms = {read_dictionary("TWVariants.ocd2")};
        } catch (const std::exception&) {
            to_traditional.clear();  // load() found the same folder in order: a text stays as it is
            to_common_forms.clear();
        }
    }
};

Traditional::Traditional() : tables_(std::make_unique<Tables>()) {}

Traditional::~Traditional() = default;

Result<std::unique_ptr<const Traditional>> Traditional::load() {
    constexpr std::string_view advice = "install the Debian package libopencc1.1";
    try {
        const opencc::MarisaDictPtr dictionary = read_dictionary("TSCharacters.ocd2");
        if (!dictionary) {
            return error(
                "no_opencc",
                "OpenCC's TSCharacters.ocd2 is not in /usr/share/opencc: " + std::string(advice)
            );
        }
        std::unique_ptr<Traditional> loaded(new Traditional());
        loaded->tables_->simplified = one_to_one(*dictionary);
        follow_chains(loaded->tables_->simplified);
        return std::unique_ptr<const Traditional>(std::move(loaded));
    } catch (const std::exception& broken) {
        return error(
            "no_opencc",
            "OpenCC's dictionary cannot be read (" + std::string(broken.what())
                + "): " + std::string(advice)
        );
    }
}

const Characters& Traditional::simplified() const {
    return tables_->simplified;
}

std::string Traditional::to_traditional(std::string_view text) const {
    Tables& tables = *tables_;
    std::call_once(tables.once, [&] { tables.read_phrases(); });
    return converted(tables.to_common_forms, converted(tables.to_traditional, text));
}

}  // namespace clerk::nlu
