#include "nlu/traditional.hpp"

#include "base/utf8.hpp"
#include "nlu/replacements.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <opencc/DictEntry.hpp>
#include <opencc/Lexicon.hpp>
#include <opencc/MarisaDict.hpp>
#include <optional>
#include <stdexcept>

namespace clerk::nlu {
namespace {

using Characters = std::vector<std::pair<char32_t, char32_t>>;
using Dictionaries = std::vector<Replacements>;  // asked in this order

constexpr auto folders =
    std::to_array<std::string_view>({"/usr/share/opencc/", "/usr/local/share/opencc/"});

struct CloseFile {
    void operator()(FILE* file) const { std::fclose(file); }
};

// OpenCC throws when the dictionary is broken, we when it is not there.
opencc::MarisaDictPtr read_dictionary(std::string_view name) {
    for (const std::string_view folder : folders) {
        const std::string path = std::string(folder) + std::string(name);
        const std::unique_ptr<FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
        if (file) return opencc::MarisaDict::NewFromFile(file.get());
    }
    throw std::runtime_error(std::string(name) + " is not in /usr/share/opencc");
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

// OpenCC's own takes five megabytes for what is one and a half.
Replacements replacements_of(std::string_view name) {
    Replacements all;
    const opencc::MarisaDictPtr dictionary = read_dictionary(name);
    for (const auto& entry : *dictionary->GetLexicon())
        all.add(entry->Key(), entry->GetDefault());
    all.finish();
    return all;
}

// By the earliest dictionary that knows the text from `at` on: its longest entry.
Replacements::Found found_at(
    const Dictionaries& dictionaries, std::string_view text, std::size_t at
) {
    for (const Replacements& dictionary : dictionaries) {
        const Replacements::Found found = dictionary.longest(text.substr(at));
        if (found.bytes > 0) return found;
    }
    return {};
}

std::string converted(const Dictionaries& dictionaries, std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = utf8::step(text, at).bytes;
        const std::string_view as_it_is = text.substr(at, bytes);
        const auto found = bytes < 2 ? Replacements::Found() : found_at(dictionaries, text, at);
        out += found.bytes > 0 ? found.to : as_it_is;
        at += found.bytes > 0 ? found.bytes : bytes;
    }
    return out;
}

}  // namespace

struct Traditional::Tables {
    Characters simplified;
    Dictionaries to_traditional;
    Dictionaries to_common_forms;  // 爲 → 為, 覈 → 核, 纔 → 才: what people write
};

Traditional::Traditional() : tables_(std::make_unique<Tables>()) {}

Traditional::~Traditional() = default;

Result<std::unique_ptr<const Traditional>> Traditional::load() {
    try {
        std::unique_ptr<Traditional> loaded(new Traditional());
        Tables& tables = *loaded->tables_;
        tables.simplified = one_to_one(*read_dictionary("TSCharacters.ocd2"));
        follow_chains(tables.simplified);
        for (const char* name : {"STPhrases.ocd2", "STCharacters.ocd2"})
            tables.to_traditional.push_back(replacements_of(name));
        tables.to_common_forms.push_back(replacements_of("TWVariants.ocd2"));
        return std::unique_ptr<const Traditional>(std::move(loaded));
    } catch (const std::exception& why) {
        return error(
            "no_opencc",
            "OpenCC's dictionaries cannot be read (" + std::string(why.what())
                + "): install the Debian package libopencc1.1"
        );
    }
}

const Characters& Traditional::simplified() const {
    return tables_->simplified;
}

std::string Traditional::to_traditional(std::string_view text) const {
    return converted(tables_->to_common_forms, converted(tables_->to_traditional, text));
}

}  // namespace clerk::nlu
