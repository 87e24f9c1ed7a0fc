// Writes how Han sound, for src/nlu/readings.cpp: from U+4E00 on, the number of each one's syllable
// as ICU reads it, 0 where it knows none. Syllables that much of the country says alike, and that
// dictation therefore takes for each other, have one number: no tones, zh ch sh as z c s, -ng as
// -n.
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace {

constexpr UChar32 first = 0x4E00;
constexpr UChar32 last = 0x9FFF;

bool is_syllable(const std::string& text) {
    if (text.empty()) return false;
    for (const char c : text) {
        if (c < 'a' || c > 'z') return false;
    }
    return true;
}

std::string as_heard(std::string syllable) {
    const bool retroflex =
        syllable.size() > 1 && syllable[1] == 'h' && std::string("zcs").find(syllable[0]) < 3;
    if (retroflex) syllable.erase(1, 1);
    if (syllable.size() > 2 && syllable.ends_with("ng")) syllable.pop_back();
    return syllable;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> latin(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII", UTRANS_FORWARD, status)
    );
    if (U_FAILURE(status) || !latin) {
        std::fprintf(stderr, "readings: ICU has no Han-Latin: %s\n", u_errorName(status));
        return 1;
    }
    std::string table = "// Made by scripts/readings.cpp.\n";
    std::map<std::string, int> numbers;
    for (UChar32 c = first; c <= last; ++c) {
        icu::UnicodeString text(c);
        latin->transliterate(text);
        std::string syllable;
        text.toLower().toUTF8String(syllable);
        int number = 0;
        if (is_syllable(syllable)) {
            const int next = static_cast<int>(numbers.size()) + 1;
            number = numbers.emplace(as_heard(syllable), next).first->second;
        }
        table += std::to_string(number) + (c % 16 == 15 ? ",\n" : ",");
    }
    FILE* file = std::fopen(argv[1], "wb");
    if (file == nullptr) return 1;
    const bool written = std::fwrite(table.data(), 1, table.size(), file) == table.size();
    return std::fclose(file) == 0 && written ? 0 : 1;
}
