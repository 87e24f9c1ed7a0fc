// The built-in words of values: how a language says days, durations, yes and no, and joins a list.
// Everything else a shopper reads is content's.
#pragma once

#include "base/time.hpp"
#include "model/language.hpp"

#include <string>
#include <vector>

namespace clerk::flow {

// 7月3日（周三） / 7月3日（週三） / Wed 3 July; with the year when it is not today's.
[[nodiscard]] std::string date_text(Date date, Date today, Lang lang);
// 今天, 明天, 后天, 昨天 / today, tomorrow, yesterday where they fit; else date_text.
[[nodiscard]] std::string day_text(Date date, Date today, Lang lang);
// 10:30, 09:05.
[[nodiscard]] std::string clock_text(ClockTime at);
// The two largest units that are not zero: 3天, 2小时30分钟 / 3 days, 2 hours 30 minutes.
[[nodiscard]] std::string duration_text(Millis duration, Lang lang);
[[nodiscard]] std::string yes_no_text(bool yes, Lang lang);
// 电视、冰箱和空调 / TV, fridge and heater; 无 / none for nothing.
[[nodiscard]] std::string list_text(const std::vector<std::string>& items, Lang lang);
// The built-in buttons: 是, 否, 跳过 / Yes, No, Skip.
[[nodiscard]] std::string yes_no_button(bool yes, Lang lang);
[[nodiscard]] std::string skip_button(Lang lang);
// 138****5678; numbers keep their last four, names their first character.
[[nodiscard]] std::string masked_text(std::string_view text);

}  // namespace clerk::flow
