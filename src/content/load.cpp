#include "content/load.hpp"

#include "base/side_by_side.hpp"
#include "base/suggest.hpp"
#include "content/examples.hpp"
#include "content/library.hpp"
#include "content/load_config.hpp"
#include "content/load_files.hpp"
#include "content/load_flows.hpp"
#include "content/load_intents.hpp"
#include "flow/graph.hpp"
#include "nlu/normalise.hpp"
#include "turn/rank.hpp"
#include "turn/script.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace clerk::content {
namespace {

struct TypePlace {
    std::string file;
    Position at;
    const yaml::Node* node = nullptr;
};

// Where a text stands somewhere under a node.
const yaml::Node* find_text(const yaml::Node& node, std::string_view text) {
    if (node.is_text()) return node.text == text ? &node : nullptr;
    for (const yaml::Node& item : node.items) {
        if (const yaml::Node* found = find_text(item, text)) return found;
    }
    for (const yaml::Entry& entry : node.entries) {
        if (const yaml::Node* found = find_text(entry.value, text)) return found;
    }
    return nullptr;
}

class Loader {
public:
    Loader(
        const Files& files,
        const LoadOptions& options,
        std::shared_ptr<const nlu::Normaliser> normaliser,
        Problems& problems
    )
        : files_(files),
          options_(options),
          normaliser_(normaliser),
          library_{.texts = Texts(std::move(normaliser))},
          problems_(problems),
          snapshot_(std::make_shared<Snapshot>()) {}

    // What files say of each other is gathered first, then each is read against it.
    void load(Config& config) {
        if (const File* shop = files_.find("config/shopclerk.yaml"); shop && shop->root.is_map()) {
            config = read_shop(*shop, library_, in(*shop));
        }
        gather();
        read_types();
        read_intents(config);
        read_flows();
        read_texts();
        for (const File* file : usable("config/policies")) {
            read_policy(*file, snapshot_->policies, library_, in(*file));
        }
        check_required(config);
        script().settings = config.settings;
        script().hash = snapshot_->hash = files_.hash;
        refuse_circles_of_starts();
        build_lexicon();
        warn_of_unused_flows();
    }

    [[nodiscard]] SnapshotPtr take() { return std::move(snapshot_); }

private:
    turn::Script& script() { return snapshot_->script; }

    [[nodiscard]] Report in(const File& file) const { return {problems_, file.path}; }

    [[nodiscard]] Report in_file(const std::string& path) const { return {problems_, path}; }

    // Files that are maps; what else they may be has been reported.
    [[nodiscard]] std::vector<const File*> usable(std::string_view folder) const {
        std::vector<const File*> files = files_.in(folder);
        std::erase_if(files, [](const File* file) { return !file->root.is_map(); });
        return files;
    }

    // A file that could not be read may hold what seems to be missing.
    [[nodiscard]] bool any_refused(std::string_view folder) const {
        return std::ranges::any_of(files_.in(folder), [](const File* file) {
            return !file->root.is_map();
        });
    }

    void gather() {
        library_.unread = {
            any_refused("config/types"),
            any_refused("flows") || any_refused("flows/system"),
            any_refused("intents")};
        if (any_refused("config/texts")) library_.texts.some_unread();
        for (const File* file : usable("config/texts"))
            add_texts(*file, library_, in(*file));
        for (const File* file : usable("config/types"))
            add_types(*file, library_, types_, in(*file));
        for (const char* folder : {"flows", "flows/system"}) {
            for (const File* file : usable(folder))
                read_flow_head(*file, library_, in(*file));
        }
        for (const File* file : usable("intents")) {
            const std::string id = intent_id(*file);
            if (!id.empty() && !library_.intents.insert(id).second) {
                in(*file).error(
                    file->root.find("intent")->at, "a second intent is called `" + id + "`"
                );
            }
            const yaml::Node* role = file->root.find("role");
            if (role != nullptr && role->text == "human_agent") library_.people.insert(id);
            const yaml::Node* starts = file->root.find("starts");
            if (starts == nullptr) continue;
            const auto head = library_.flows.find(starts->text);
            if (head != library_.flows.end()) head->second.by_intent = true;
        }
    }

    void read_types() {
        for (const TypeDraft& draft : types_) {
            add_type_source(draft.source, draft.file, draft.at, draft.node);
            if (!draft.source.words.empty()) continue;
            turn::TypeInfo info = finish_type(draft, library_, in_file(draft.file));
            std::string name = info.name;
            script().types.emplace(std::move(name), std::move(info));
        }
        for (const EnumSpec& fixed : enum_specs()) {
            if (library_.unread.types || library_.types.find(fixed.name) != nullptr) continue;
            const std::string name(fixed.name);
            in_file("config/types/" + name + ".yaml")
                .error(
                    {},
                    "the type `" + name + "` is missing; it labels the program's own " + name
                        + " ids"
                );
        }
    }

    // `node`: the type as it is written, where it stands in config/types.
    void add_type_source(
        nlu::TypeSource source, const std::string& file, Position at, const yaml::Node* node
    ) {
        source_.types.push_back(std::move(source));
        type_places_.push_back({file, at, node});
    }

    // Intents that start one flow are one matter; what has a role, or lives in one flow alone, is
    // none that could be asked for beside another.
    [[nodiscard]] std::uint32_t matter_of(const turn::Intent& intent, std::uint32_t index) const {
        if (intent.role == "cancel") return nlu::dismissal;
        if (intent.role == "human_agent") return nlu::person;
        if (intent.role == "thing") return nlu::name_of_thing;
        if (!intent.role.empty() || intent.scope == turn::IntentScope::flow) return nlu::no_matter;
        if (intent.starts.empty()) return index;
        const auto same = std::ranges::find(intents_, intent.starts, [](const IntentDraft& other) {
            return other.intent.starts;
        });
        return same == intents_.end() ? index : static_cast<std::uint32_t>(same - intents_.begin());
    }

    void read_intents(const Config& config) {
        for (const File* file : usable("intents")) {
            const Report report = in(*file);
            IntentDraft draft = read_intent(*file, library_, report);
            const auto index = static_cast<std::uint32_t>(source_.intents.size());
            source_.intents.push_back(draft.intent.id);
            source_.matters.push_back(matter_of(draft.intent, index));
            for (const RuleDraft& rule : draft.rules) {
                source_.rules.push_back(
                    {index, rule.kind, rule.node->text, report.origin(rule.node->at)}
                );
                rule_places_.push_back({file->path, rule.node});
            }
            if (draft.intent.role == "help" && draft.intent.buttons.empty()) {
                draft.intent.buttons = config.settings.main_intents;
            }
            script().intents.push_back(draft.intent);
            intents_.push_back(std::move(draft));
        }
    }

    void read_flows() {
        for (const char* folder : {"flows", "flows/system"}) {
            for (const File* file : usable(folder)) {
                CompiledFlow made = compile_flow(*file, library_, in(*file));
                for (std::size_t i = 0; i < made.choices.size(); ++i) {
                    add_type_source(
                        std::move(made.choices[i]), file->path, made.choices_at[i], nullptr
                    );
                }
                std::string id = made.flow.id;
                script().flows.emplace(std::move(id), std::move(made.flow));
            }
        }
    }

    // The turn's own texts know their names; others are checked wherever a flow uses them.
    void read_texts() {
        const auto& system = turn::system_texts();
        for (const auto& [name, text] : library_.texts.shared()) {
            const Report report = in_file(text.file);
            const auto own = std::ranges::find(system, name, &turn::SystemText::name);
            Names scope(library_.types);
            if (own != system.end()) {
                for (const turn::SystemName& one : own->names) {
                    scope.add({std::string(one.name), TypeName(one.type), one.maybe_unset});
                }
                script().texts.emplace(name, library_.texts.message(*text.node, scope, report));
                continue;
            }
            library_.texts.check_alone(text, report);
            if (name.starts_with("card.") || name.starts_with("slot.")) {
                script().texts.emplace(name, library_.texts.message(*text.node, scope, report));
            } else if (!library_.texts.is_used(name) && !library_.unread.any()) {
                report.warning(text.at, "nothing uses the text `" + name + "`");
            }
        }
    }

    void check_required(const Config& config) {
        for (const turn::SystemText& text : turn::system_texts()) {
            if (any_refused("config/texts") || library_.texts.shared().contains(text.name)) {
                continue;
            }
            in_file("config/texts/system.yaml")
                .error(
                    {},
                    "the text `" + std::string(text.name) + "` is missing ("
                        + std::string(text.when) + ")"
                );
        }
        for (const std::string_view flow : turn::required_flows()) {
            if (library_.unread.flows || library_.flows.contains(flow)) continue;
            in_file("flows/" + std::string(flow) + ".yaml").error({}, "this flow is missing");
        }
        for (const std::string_view role : turn::required_roles()) {
            if (library_.unread.intents || script().role(role) != nullptr) continue;
            in_file("intents/" + std::string(role) + ".yaml")
                .error({}, "no intent has `role: " + std::string(role) + "`");
        }
        for (const std::string& intent : config.settings.main_intents) {
            if (library_.unread.intents || library_.intents.contains(intent)) continue;
            const File* shop = files_.find("config/shopclerk.yaml");
            for (const yaml::Node& item : shop->root.find("main_intents")->items) {
                if (item.text != intent) continue;
                const std::string advice = did_you_mean(intent, library_.intent_ids());
                in(*shop).error(item.at, "no intent is called `" + intent + "`" + advice);
            }
        }
    }

    void build_lexicon() {
        if (normaliser_ == nullptr) return;
        for (const IntentDraft& draft : intents_) {
            check_phrase_slots(draft, library_, *normaliser_, in_file(draft.file));
        }
        source_.products = options_.products;
        add_examples();
        auto built = nlu::Lexicon::build(std::move(source_), normaliser_);
        for (const nlu::Problem& problem : built.problems)
            report(problem);
        if (built.lexicon == nullptr) return;
        script().lexicon = std::move(built.lexicon);
        if (!options_.examples || problems_.any_error()) return;
        Examples(script(), intents_, rule_places_, problems_).check();
    }

    // Flows that start each other before anything is asked: the clerk would go round for ever.
    void refuse_circles_of_starts() const {
        for (const auto& [id, flow] : snapshot_->script.flows) {
            for (const flow::OpIndex op : flow::starts_unasked(flow)) {
                const std::string& next = std::get<flow::Start>(flow.steps[op].action).flow;
                std::set<std::string_view> seen;
                if (!comes_back_to(id, next, seen)) continue;
                in_file(flow.file).error(
                    {flow.steps[op].line, 1},
                    (next == id ? "this flow starts itself"
                                : "`" + next + "`, started here, leads back to this flow")
                        + " before anything is asked: it would go round for ever; ask something "
                          "first, or use `goto:`"
                );
            }
        }
    }

    [[nodiscard]] bool comes_back_to(
        std::string_view id, std::string_view from, std::set<std::string_view>& seen
    ) const {
        if (from == id) return true;
        const flow::Flow* flow = snapshot_->script.flow(from);
        if (flow == nullptr || !seen.insert(from).second) return false;
        return std::ranges::any_of(flow::starts_unasked(*flow), [&](flow::OpIndex op) {
            return comes_back_to(id, std::get<flow::Start>(flow->steps[op].action).flow, seen);
        });
    }

    // Told once all else is well: what starts it may be what is broken.
    void warn_of_unused_flows() const {
        if (problems_.any_error()) return;
        std::vector<std::string_view> started = turn::required_flows();
        for (const auto& [id, head] : library_.flows) {
            if (head.by_intent) started.push_back(id);
        }
        std::set<std::string_view> reached(started.begin(), started.end());
        while (!started.empty()) {
            const flow::Flow* flow = snapshot_->script.flow(started.back());
            started.pop_back();
            if (flow == nullptr) continue;
            for (const flow::Step& step : flow->steps) {
                const auto* start = std::get_if<flow::Start>(&step.action);
                if (start != nullptr && reached.insert(start->flow).second) {
                    started.push_back(start->flow);
                }
            }
        }
        for (const auto& [id, flow] : snapshot_->script.flows) {
            if (reached.contains(id)) continue;
            in_file(flow.file).warning(
                files_.find(flow.file)->root.find("flow")->at,
                "nothing starts this flow; name it under `starts:` of an intent, or take the file "
                "away"
            );
        }
    }

    // What may be offered for words that no rule knows: errands, answers, a person.
    void add_examples() {
        for (const IntentDraft& draft : intents_) {
            const auto at = std::ranges::find(source_.intents, draft.intent.id);
            if (at == source_.intents.end() || !turn::may_be_offered(draft.intent)) continue;
            const auto intent = static_cast<std::uint32_t>(at - source_.intents.begin());
            for (const yaml::Node* example : draft.examples) {
                if (source_.examples.size() == nlu::like_examples_max) return;
                source_.examples.push_back({intent, example->text});
            }
        }
    }

    void report(const nlu::Problem& problem) const {
        std::string file;
        Position at;
        if (problem.of == nlu::Problem::Of::rule && problem.index < rule_places_.size()) {
            const RulePlace& rule = rule_places_[problem.index];
            file = rule.file;
            at = rule.node->inside(problem.offset);
        } else if (problem.index < type_places_.size()) {
            const TypePlace& type = type_places_[problem.index];
            const yaml::Node* text = type.node ? find_text(*type.node, problem.text) : nullptr;
            file = type.file;
            at = text != nullptr ? text->inside(problem.offset) : type.at;
        }
        problems_.add(
            {file, at, problem.warning ? Severity::warning : Severity::error, problem.message}
        );
    }

    const Files& files_;
    const LoadOptions& options_;
    std::shared_ptr<const nlu::Normaliser> normaliser_;
    Library library_;
    Problems& problems_;
    std::shared_ptr<Snapshot> snapshot_;
    nlu::LexiconSource source_;
    std::vector<TypeDraft> types_;
    std::vector<IntentDraft> intents_;
    std::vector<RulePlace> rule_places_;
    std::vector<TypePlace> type_places_;
};

// One clear word instead of all that is missing from a folder that never was content.
bool holds_content(const std::filesystem::path& folder) {
    constexpr std::array parts{"intents", "flows", "config"};
    return std::ranges::any_of(parts, [&](const char* part) {
        std::error_code unreadable;
        return std::filesystem::is_directory(folder / part, unreadable);
    });
}

}  // namespace

Loaded load_content(const std::filesystem::path& folder, const LoadOptions& options) {
    Loaded loaded;
    Problems problems;
    if (!holds_content(folder)) {
        loaded.problems.push_back(
            {folder.string(),
             {},
             Severity::error,
             "this is no content folder: --content names the one that holds intents/, flows/ and "
             "config/"}
        );
        return loaded;
    }
    FileReader reader(folder, options.config, problems);
    std::optional<Result<std::shared_ptr<const nlu::Normaliser>>> normaliser;
    side_by_side(reader.count() + 1, [&](std::size_t i) {
        if (i > 0) return reader.read(i - 1);
        normaliser.emplace(nlu::Normaliser::load());
    });
    if (!normaliser->ok()) {
        problems.add({folder.string(), {}, Severity::error, normaliser->error().message});
    }
    const Files files = reader.take(problems);
    Loader loader(files, options, normaliser->ok() ? **normaliser : nullptr, problems);
    loader.load(loaded.config);
    if (!problems.any_error()) loaded.snapshot = loader.take();
    loaded.problems = problems.sorted();
    return loaded;
}

}  // namespace clerk::content
