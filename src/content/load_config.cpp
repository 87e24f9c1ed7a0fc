#include "content/load_config.hpp"

#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "content/fields.hpp"
#include "content/load_hours.hpp"

#include <algorithm>
#include <charconv>

namespace clerk::content {
namespace {

// "+08:00", "-03:30".
std::optional<UtcOffset> parse_offset(std::string_view text) {
    const bool shape = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':';
    if (!shape) return std::nullopt;
    int hours = 0;
    int minutes = 0;
    const auto digits = [](std::string_view part, int& into) {
        const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), into);
        return failure == std::errc{} && end == part.data() + part.size() && into >= 0;
    };
    if (!digits(text.substr(1, 2), hours) || !digits(text.substr(4, 2), minutes))
        return std::nullopt;
    if (hours > 14 || minutes > 59) return std::nullopt;
    const int sign = text[0] == '-' ? -1 : 1;
    return UtcOffset{sign * (hours * 60 + minutes)};
}

void read_languages(const Fields& fields, Library& library, const Report& report) {
    std::vector<Lang> languages;
    for (const yaml::Node* name : fields.texts("languages")) {
        if (const auto lang = parse_lang(name->text)) {
            languages.push_back(*lang);
        } else {
            report.error(
                name->at, "`" + name->text + "` is no language; there are zh, en and zh-Hant"
            );
        }
    }
    if (!languages.empty()) library.texts.require(std::move(languages));
}

SignIn read_sign_in(const yaml::Node& node, const Report& report) {
    const Fields fields(node, keys::sign_in, report);
    SignIn sign_in{
        fields.word("issuer"),
        fields.word("audience"),
        fields.word("key_file"),
        fields.word("key_env"),
        fields.word("old_key_file"),
        node.at};
    if (sign_in.key_file.empty() == sign_in.key_env.empty()) {
        report.error(node.at, "`sign_in:` needs a `key_file:` or a `key_env:`, and not both");
    }
    return sign_in;
}

void read_origins(const Fields& fields, Config& config, const Report& report) {
    for (const yaml::Node* origin : fields.texts("origins")) {
        const std::string& text = origin->text;
        const std::size_t host = text.find("://");
        const bool good = (text.starts_with("https://") || text.starts_with("http://"))
                          && text.find_first_of("/*?#", host + 3) == std::string::npos
                          && text.size() > host + 3;
        if (!good) {
            report.error(
                origin->at,
                "an origin is scheme, host and port alone, such as https://shop.example, without a "
                "path "
                "or `*`"
            );
        }
        config.origins.push_back(text);
    }
}

}  // namespace

Config read_shop(const File& file, Library& library, const Report& report) {
    Config config;
    const Fields fields(file.root, keys::shop, report);
    read_languages(fields, library, report);
    if (const yaml::Node* shop = fields.find("shop")) {
        config.shop_name = library.texts.local(*shop, report);
    }
    turn::Settings& settings = config.settings;
    if (const yaml::Node* offset = fields.find("utc_offset")) {
        const auto parsed = parse_offset(offset->text);
        if (parsed) {
            settings.offset = *parsed;
        } else {
            report.error(offset->at, "an offset from UTC is written like +08:00");
        }
    }
    if (const yaml::Node* currency = fields.find("currency")) {
        const bool good =
            currency->text.size() == 3
            && std::ranges::all_of(currency->text, [](char c) { return c >= 'A' && c <= 'Z'; });
        if (good) {
            settings.currency = library.currency = currency->text;
        } else {
            report.error(currency->at, "a currency is its ISO code of three capitals, such as CNY");
        }
    }
    for (const yaml::Node* intent : fields.texts("main_intents")) {
        config.settings.main_intents.push_back(intent->text);
    }
    settings.not_understood_handoff =
        fields.number("not_understood_handoff", settings.not_understood_handoff, 1, 10);
    settings.keep_for = fields.duration("keep_for", settings.keep_for);
    if (const yaml::Node* silence = fields.find("silence")) {
        const Fields times(*silence, keys::silence, report);
        settings.nudge_after = times.duration("nudge", {});
        settings.close_after = times.duration("close", {});
    }
    if (const yaml::Node* hours = fields.find("hours")) {
        settings.people = read_hours(*hours, report);
    }
    read_origins(fields, config, report);
    if (const yaml::Node* sign_in = fields.find("sign_in")) {
        config.sign_in = read_sign_in(*sign_in, report);
    }
    return config;
}

void add_texts(const File& file, Library& library, const Report& report) {
    const Fields fields(file.root, keys::texts_file, report);
    const yaml::Node* texts = fields.find("texts");
    if (texts == nullptr) return;
    for (const yaml::Entry& entry : texts->entries) {
        if (entry.value.is_refused()) continue;
        if (library.texts.add({entry.key.text, &entry.value, file.path, entry.key.at})) continue;
        const SharedText& first = library.texts.shared().find(entry.key.text)->second;
        report.error(
            entry.key.at,
            "the text `" + entry.key.text + "` stands twice, first in " + first.file + ":"
                + std::to_string(first.at.line)
        );
    }
}

namespace {

void read_choices(const yaml::Node& map, TypeDraft& draft, ShopType& type, const Report& report) {
    for (const yaml::Entry& entry : map.entries) {
        expect_name(entry.key, "a choice", report);
        const Fields fields(entry.value, keys::choice, report);
        nlu::ChoiceSource choice;
        choice.id = entry.key.text;
        for (const std::string_view lang : lang_names) {
            if (const yaml::Node* label = fields.find(lang)) choice.labels.push_back(label->text);
        }
        for (const yaml::Node* phrase : fields.texts("phrases")) {
            choice.phrases.push_back(phrase->text);
        }
        type.ids.push_back(choice.id);
        draft.source.choices.push_back(std::move(choice));
    }
}

// The program's own enumerations: every id a label, and no others.
void check_fixed(const ShopType& type, const Report& report) {
    const EnumSpec* fixed = find_enum_spec(type.name);
    if (fixed == nullptr) return;
    const std::vector<std::string> ids(fixed->ids.begin(), fixed->ids.end());
    for (const std::string& id : ids) {
        if (std::ranges::find(type.ids, id) == type.ids.end()) {
            report.error(type.at, "`" + type.name + "` has no label for `" + id + "`");
        }
    }
    for (const std::string& id : type.ids) {
        if (std::ranges::find(ids, id) == ids.end()) {
            report.error(
                type.at,
                "`" + id + "` is no " + type.name + did_you_mean(id, ids)
                    + "; the program fixes its ids"
            );
        }
    }
}

}  // namespace

void add_types(
    const File& file, Library& library, std::vector<TypeDraft>& drafts, const Report& report
) {
    const Fields fields(file.root, keys::types_file, report);
    const yaml::Node* types = fields.find("types");
    if (types == nullptr) return;
    for (const yaml::Entry& entry : types->entries) {
        if (!expect_name(entry.key, "a type", report)) continue;
        const Fields parts(entry.value, keys::type, report);
        TypeDraft draft{{}, &entry.value, file.path, entry.key.at};
        draft.source.name = entry.key.text;
        draft.source.origin = report.origin(entry.key.at);
        ShopType type{entry.key.text, {}, {}, {}, entry.key.at, file.path};
        if (parts.has("pattern") + parts.has("choice") + parts.has("words") != 1) {
            report.error(
                entry.key.at, "a type has one of these: a `pattern:`, a `choice:` or `words:`"
            );
        }
        for (const yaml::Node* word : parts.texts("words")) {
            draft.source.words.push_back(word->text);
            type.words = true;
        }
        if (const yaml::Node* pattern = parts.find("pattern")) {
            draft.source.pattern = type.pattern = pattern->text;
            if (pattern->style == yaml::Style::double_quoted) {
                report.error(pattern->at, "in \"…\" a backslash changes the regex; put it in '…'");
            }
        }
        if (const yaml::Node* choices = parts.find("choice")) {
            read_choices(*choices, draft, type, report);
            check_fixed(type, report);
        }
        if (!library.types.add(type)) {
            const ShopType* first = library.types.find(type.name);
            report.error(
                entry.key.at,
                "the type `" + type.name + "` stands twice, first in " + first->file + ":"
                    + std::to_string(first->at.line)
            );
            continue;
        }
        drafts.push_back(std::move(draft));
    }
}

turn::TypeInfo finish_type(const TypeDraft& draft, Library& library, const Report& report) {
    turn::TypeInfo info;
    info.name = draft.source.name;
    const Names scope(library.types);
    if (const yaml::Node* choices = draft.node->find("choice")) {
        info.is_choice = true;
        for (const yaml::Entry& entry : choices->entries) {
            yaml::Node label = entry.value;
            std::erase_if(label.entries, [](const yaml::Entry& part) {
                return part.key.text == "phrases";
            });
            // A missing language was reported with the keys of the choice.
            Problems elsewhere;
            const bool whole = label.find("zh") != nullptr && label.find("en") != nullptr;
            const Report silent(elsewhere, report.file());
            info.labels.emplace_back(
                entry.key.text, library.texts.text(label, scope, whole ? report : silent)
            );
        }
    }
    if (const yaml::Node* invalid = draft.node->find("invalid");
        invalid && !invalid->is_refused()) {
        info.invalid = library.texts.message(*invalid, scope, report);
    }
    return info;
}

namespace {

void check_clauses(
    const std::vector<retail::Clause>& clauses,
    Position at,
    const Library& library,
    const Report& report
) {
    for (const std::string& code : library.types.choice_ids("ruling_code")) {
        if (std::ranges::find(clauses, code, &retail::Clause::id) == clauses.end()) {
            report.error(at, "no clause has the id `" + code + "`, which a ruling may cite");
        }
    }
}

void read_returns(
    const yaml::Node& root, retail::ReturnsPolicy& policy, Library& library, const Report& report
) {
    const Fields fields(root, keys::returns_policy, report);
    constexpr int days_max = 3'650;
    policy.effective = fields.word("effective");
    if (const yaml::Node* effective = fields.find("effective");
        effective != nullptr && !parse_iso_date(effective->text)) {
        report.error(effective->at, "a day is written like 2024-07-01");
    }
    if (fields.has("region")) policy.region = fields.word("region");
    const auto days = [&](const char* key, int& into) {
        into = fields.number(key, into, 0, days_max);
    };
    days("no_reason_days", policy.no_reason_days);
    days("quality_return_days", policy.quality_return_days);
    days("quality_exchange_days", policy.quality_exchange_days);
    days("proof_on_seller_days", policy.proof_on_seller_days);
    days("send_back_days", policy.send_back_days);
    for (const yaml::Node* category : fields.texts("excluded_categories")) {
        policy.excluded_categories.push_back(category->text);
    }
    const yaml::Node* clauses = fields.find("clauses");
    if (clauses == nullptr) return;
    for (const yaml::Node& item : clauses->items) {
        const Fields parts(item, keys::clause, report);
        retail::Clause clause;
        clause.id = parts.word("id");
        if (const auto* name = parts.find("name")) clause.name = library.texts.local(*name, report);
        if (const auto* text = parts.find("text")) clause.text = library.texts.local(*text, report);
        const bool twice = std::ranges::find(policy.clauses, clause.id, &retail::Clause::id)
                           != policy.clauses.end();
        if (twice) report.error(item.at, "the clause `" + clause.id + "` stands twice");
        policy.clauses.push_back(std::move(clause));
    }
    check_clauses(policy.clauses, fields.key_at("clauses"), library, report);
}

}  // namespace

void read_policy(
    const File& file, retail::Policies& policies, Library& library, const Report& report
) {
    constexpr int hours_max = 8'760;
    const yaml::Node* name = file.root.find("policy");
    const std::vector<std::string> known{"returns", "complaints", "points"};
    if (name == nullptr || !name->is_text()) {
        report.error(file.root.at, "a policy begins with `policy:`: returns, complaints or points");
    } else if (name->text == "returns") {
        read_returns(file.root, policies.returns, library, report);
    } else if (name->text == "complaints") {
        const Fields fields(file.root, keys::complaints_policy, report);
        retail::ComplaintPolicy& policy = policies.complaints;
        const auto hours = [&](const char* key, int& into) {
            into = fields.number(key, into, 1, hours_max);
        };
        hours("promise_low_hours", policy.promise_low_hours);
        hours("promise_medium_hours", policy.promise_medium_hours);
        hours("promise_high_hours", policy.promise_high_hours);
    } else if (name->text == "points") {
        const Fields fields(file.root, keys::points_policy, report);
        policies.points.shown_entries = fields.number(
            "shown_entries",
            policies.points.shown_entries,
            0,
            static_cast<int>(limits::value_list_max)
        );
    } else {
        report.error(
            name->at, "no policy is called `" + name->text + "`" + did_you_mean(name->text, known)
        );
    }
}

}  // namespace clerk::content
