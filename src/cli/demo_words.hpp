// What the demo shop's people, goods and places are called. Every name is made up; none is a real
// brand, courier or person.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace clerk::cli {

struct TwoNames {
    std::string_view zh;
    std::string_view en;
};

struct DemoCategory {
    std::string_view id;  // as the returns policy names it
    TwoNames name;
    std::string_view code;  // in model numbers
    std::int64_t low_yuan;
    std::int64_t high_yuan;
    bool durable;
    std::span<const TwoNames> variants;
};

struct DemoGrievance {
    std::string_view zh;
    std::string_view en;
    std::string_view severity;
};

[[nodiscard]] std::span<const std::string_view> demo_surnames();
[[nodiscard]] std::span<const std::string_view> demo_given_names();
[[nodiscard]] std::span<const std::string_view> demo_english_first_names();
[[nodiscard]] std::span<const std::string_view> demo_english_last_names();
[[nodiscard]] std::span<const TwoNames> demo_brands();
[[nodiscard]] std::span<const DemoCategory> demo_categories();
[[nodiscard]] std::span<const TwoNames> demo_carriers();
[[nodiscard]] std::span<const TwoNames> demo_cities();
[[nodiscard]] std::span<const DemoGrievance> demo_grievances();

}  // namespace clerk::cli
