#include "content/small_shop.hpp"

#include "model/catalog.hpp"
#include "turn/script.hpp"

#include <atomic>
#include <fstream>
#include <unistd.h>

namespace clerk::content {
namespace {

namespace fs = std::filesystem;

std::string required_intent(std::string_view role) {
    const std::string name(role);
    return "intent: " + name + "\ntitle:\n  zh: " + name + "\n  en: " + name + "\nrole: " + name
           + "\nexactly:\n  - do " + name + "\nexamples:\n  - do " + name + "\n";
}

std::string all_types() {
    std::string text = "types:\n  phone_tail:\n    pattern: '[0-9]{4}'\n";
    for (const EnumSpec& fixed : enum_specs()) {
        text += "  " + std::string(fixed.name) + ":\n    choice:\n";
        for (const std::string_view id : fixed.ids) {
            const std::string label(id);
            text += "      " + label + ":\n        zh: 标签" + label + "\n        en: label "
                    + label + "\n";
        }
    }
    return text;
}

std::string all_texts() {
    std::string text = "texts:\n";
    for (const turn::SystemText& one : turn::system_texts()) {
        text += "  " + std::string(one.name) + ":\n    zh: 文 " + std::string(one.name)
                + "\n    en: text " + std::string(one.name) + "\n";
    }
    return text;
}

std::string returns_policy() {
    std::string text = "policy: returns\neffective: 2024-07-01\nclauses:\n";
    for (const std::string_view code : find_enum_spec("ruling_code")->ids) {
        text += "  - id: " + std::string(code) + "\n    name:\n      zh: 条\n      en: art\n"
                + "    text:\n      zh: 话\n      en: words\n";
    }
    return text;
}

constexpr std::string_view prove_order = R"(flow: prove_order
title:
  zh: 核对
  en: Check
takes: [order_no]
fails: [not_found, too_many]
slots:
  order_no: order_no
  digits: phone_tail
steps:
  - collect: digits
    ask:
      zh: 后四位？
      en: Last four?
    again:
      zh: 四位数字
      en: Four digits
  - call: identity.prove
    with: [order_no, digits]
    else:
      not_found:
        - end: not_found
      too_soon:
        - retry: digits
      too_many:
        - end: too_many
)";

}  // namespace

SmallShop::SmallShop() {
    static std::atomic<int> count{0};
    folder_ = fs::temp_directory_path()
              / ("clerk_content_" + std::to_string(getpid()) + "_" + std::to_string(++count));
    for (const char* part :
         {"intents", "flows/system", "config/types", "config/texts", "config/policies"}) {
        fs::create_directories(folder_ / part);
    }
    write("config/shopclerk.yaml", "shop:\n  zh: 小店\n  en: Small shop\n");
    write("config/types/all.yaml", all_types());
    write("config/texts/system.yaml", all_texts());
    write("config/policies/returns.yaml", returns_policy());
    write("flows/system/prove_order.yaml", prove_order);
    for (const std::string_view role : turn::required_roles()) {
        write("intents/" + std::string(role) + ".yaml", required_intent(role));
    }
}

SmallShop::~SmallShop() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void SmallShop::write(const std::string& path, std::string_view text) const {
    std::ofstream(folder_ / path, std::ios::binary) << text;
}

void SmallShop::remove(const std::string& path) const {
    fs::remove(folder_ / path);
}

void SmallShop::flow(std::string_view steps, std::string_view head) const {
    std::string text = "flow: trial\ntitle:\n  zh: 试\n  en: Trial\n";
    text += head;
    text += "steps:\n";
    text += steps;
    write("flows/trial.yaml", text);
}

void SmallShop::intent(std::string_view lines) const {
    std::string text =
        "intent: trial\ntitle:\n  zh: 试\n  en: Trial\nanswer:\n  zh: 好\n  en: Good\n";
    write("intents/trial.yaml", text += lines);
}

Loaded SmallShop::load(LoadOptions options) const {
    return load_content(folder_, options);
}

std::string SmallShop::errors() const {
    std::string all;
    for (const Problem& problem : load().problems) {
        if (problem.severity == Severity::error) all += to_string(problem) + "\n";
    }
    return all;
}

std::string SmallShop::problems() const {
    std::string all;
    for (const Problem& problem : load().problems)
        all += to_string(problem) + "\n";
    return all;
}

}  // namespace clerk::content
