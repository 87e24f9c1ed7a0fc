// Words heard wrongly. Who dictates sends what the microphone made of it: 订但 for 订单, 退或 for
// 退货. Where signs sound like one of the shop's words, that word is put in for them:
//
//   安庄费多少  →  安装费多少        a word's signs that stand there already are left alone
//
// Only words of two to four Han, of which at least one stands there rightly (of four: two), and no
// numeral for another sign: 几分 is no 积分. A text is looked at only where no rule knows it, so
// that what is written rightly is never heard wrongly (报价, 京都).
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::nlu {

class Homophones {
public:
    // Whether it is a word that may be put in.
    [[nodiscard]] static bool is_worth_it(std::string_view word);

    Homophones() = default;
    // Normal forms, of which those that are not worth it are left out. Of words that sound alike
    // the first counts.
    explicit Homophones(const std::vector<std::string>& words);

    // The text with words put in, of as many bytes and with the same boundaries; nullopt: nothing
    // sounds like a word. REQUIRES: valid UTF-8 in normal form.
    [[nodiscard]] std::optional<std::string> heard(std::string_view text) const;

private:
    using Entry = std::pair<std::uint64_t, std::uint32_t>;  // a sound, and the word's index

    // Nearly all runs of signs begin no word.
    static constexpr std::size_t beginnings = 8192;
    [[nodiscard]] static std::size_t beginning(std::uint16_t first, std::uint16_t second);

    // The words that sound like a run.
    [[nodiscard]] std::span<const Entry> alike(std::span<const std::uint16_t> run) const;

    std::vector<std::u32string> words_;
    std::vector<Entry> by_sound_;
    std::bitset<beginnings> begins_;  // by the first two readings, see beginning()
};

}  // namespace clerk::nlu
