#include "cli/schemas.hpp"

#include "content/keys.hpp"
#include "flow/cards.hpp"
#include "model/catalog.hpp"
#include "model/language.hpp"
#include "turn/script.hpp"
#include "wire/json_writer.hpp"

#include <array>
#include <set>
#include <string_view>

namespace clerk::cli {
namespace {

using content::KeySpec;
using content::MappingSpec;
using content::Shape;
using std::string_view;

// One schema: the file's own mapping, and a definition of each that it leads to.
class Schema {
public:
    std::string write(const std::vector<const MappingSpec*>& roots, string_view title) {
        out_.object().member("$schema", "http://json-schema.org/draft-07/schema#");
        out_.member("title", title);
        if (roots.size() == 1) {
            body(*roots.front());
        } else {
            any_of(roots);
        }
        out_.key("definitions").object();
        while (define_common() || define_mappings()) {
        }
        return out_.end().end().take();
    }

private:
    // Each says whether it wrote anything, which may want more.
    bool define_mappings() {
        bool any = false;
        for (const MappingSpec* mapping : content::all_mappings()) {
            if (!wanted_.contains(mapping) || !written_.insert(mapping).second) continue;
            any = true;
            out_.key(mapping->id).object();
            body(*mapping);
            out_.end();
        }
        return any;
    }

    bool define_common() {
        bool any = false;
        for (const Common& one : commons) {
            if (!wanted_names_.contains(one.name) || !written_names_.insert(one.name).second) {
                continue;
            }
            any = true;
            out_.key(one.name).object();
            (this->*one.define)();
            out_.end();
        }
        return any;
    }

    void body(const MappingSpec& mapping) {
        out_.member("type", "object").member("description", mapping.doc);
        out_.key("properties").object();
        for (const KeySpec& key : mapping.keys) {
            out_.key(key.name).object().member("description", key.doc);
            shape(key);
            out_.end();
        }
        out_.end().key("required").array();
        for (const KeySpec& key : mapping.keys) {
            if (key.required) out_.value(key.name);
        }
        out_.end().member("additionalProperties", false);
    }

    struct Common {
        string_view name;
        void (Schema::*define)();
    };

    static const std::array<Common, 6> commons;

    void word() {
        out_.key("type").array();
        for (const char* type : {"string", "number", "boolean"})
            out_.value(type);
        out_.end();
    }

    void shared_text() { out_.member("type", "string").member("pattern", "^text\\."); }

    void languages() {
        out_.key("anyOf").array();
        ref_item("shared_text");
        ref_item(content::keys::line);
        out_.end();
    }

    void message() { one_or_several("languages"); }

    void steps() { one_or_several("step"); }

    void step() {
        out_.key("anyOf").array();
        out_.object().key("enum").array().value("end").value("handoff").end().end();
        for (const MappingSpec* mapping : content::step_mappings())
            ref_item(*mapping);
        out_.end();
    }

    void one_or_several(string_view definition) {
        out_.key("anyOf").array();
        ref_item(definition);
        array_of(definition);
        out_.end();
    }

    void shape(const KeySpec& key) {
        switch (key.shape) {
            case Shape::word:
                return words(key);
            case Shape::flag:
                out_.key("enum").array().value(true).value(false).value("yes").value("no");
                out_.value("true").value("false").end();
                return;
            case Shape::number:
                out_.key("type").array().value("integer").value("string").end();
                out_.member("pattern", "^[0-9]+$");
                return;
            case Shape::duration:
                out_.member("type", "string").member("pattern", "^[0-9]+ ?[a-z]+$");
                return;
            case Shape::condition:
                out_.member("type", "string");
                return;
            case Shape::languages:
                return ref("languages");
            case Shape::message:
                return ref("message");
            case Shape::ladder:
                return one_or_several("message");
            case Shape::steps:
                return ref("steps");
            default:
                return nested(key);
        }
    }

    void nested(const KeySpec& key) {
        switch (key.shape) {
            case Shape::texts:
                out_.key("anyOf").array().object();
                words(key);
                out_.end().object().member("type", "array").key("items").object();
                words(key);
                out_.end().end().end();
                return;
            case Shape::mapping:
                return ref(*key.of);
            case Shape::either:
                out_.key("anyOf").array().object();
                words(key);
                out_.end();
                ref_item(*key.of);
                out_.end();
                return;
            case Shape::list:
                out_.member("type", "array").key("items").object();
                ref(*key.of);
                out_.end();
                return;
            case Shape::named:
                return named(*key.of);
            case Shape::branches:
                return each_value("steps");
            case Shape::messages:
                return each_value("message");
            case Shape::arguments:
                out_.key("anyOf").array();
                ref_item("word");
                array_of("word");
                out_.object();
                each_value("word");
                out_.end().end();
                return;
            case Shape::hours:
                out_.member("type", "object").key("additionalProperties").object();
                out_.key("anyOf").array();
                ref_item("word");
                array_of("word");
                out_.end().end();
                return;
            default:
                return each_value("word");
        }
    }

    void named(const MappingSpec& of) {
        out_.member("type", "object").key("additionalProperties").object();
        if (of.short_form) {
            out_.key("anyOf").array();
            ref_item("word");
            ref_item(of);
            out_.end();
        } else {
            ref(of);
        }
        out_.end();
    }

    void each_value(string_view definition) {
        out_.member("type", "object").key("additionalProperties").object();
        ref(definition);
        out_.end();
    }

    // A word; where only some are known, one of those.
    void words(const KeySpec& key) {
        const std::vector<std::string> known = known_words(key.among);
        if (known.empty()) return ref("word");
        out_.key("enum").array();
        for (const std::string& word : known)
            out_.value(word);
        out_.end();
    }

    static std::vector<std::string> known_words(string_view among) {
        std::vector<std::string> words;
        if (among.starts_with('=')) {
            words.emplace_back(among.substr(1));
        } else if (among == "role") {
            for (const string_view role : turn::known_roles())
                words.emplace_back(role);
        } else if (among == "action") {
            for (const ActionSpec& action : action_specs())
                words.emplace_back(action.name);
        } else if (among == "card") {
            for (const flow::CardKind& card : flow::card_kinds())
                words.emplace_back(card.kind);
        } else if (among == "lang") {
            words.assign(lang_names.begin(), lang_names.end());
        } else if (const EnumSpec* fixed = find_enum_spec(among)) {
            words.assign(fixed->ids.begin(), fixed->ids.end());
        }
        return words;
    }

    void ref(string_view definition) {
        out_.member("$ref", "#/definitions/" + std::string(definition));
        wanted_names_.insert(definition);
    }

    void ref(const MappingSpec& mapping) {
        wanted_.insert(&mapping);
        ref(mapping.id);
    }

    template <class Definition>
    void ref_item(const Definition& definition) {
        out_.object();
        ref(definition);
        out_.end();
    }

    void array_of(string_view definition) {
        out_.object().member("type", "array").key("items").object();
        ref(definition);
        out_.end().end();
    }

    void any_of(const std::vector<const MappingSpec*>& roots) {
        out_.key("anyOf").array();
        for (const MappingSpec* root : roots)
            ref_item(*root);
        out_.end();
    }

    wire::JsonWriter out_;
    std::set<const MappingSpec*> wanted_;
    std::set<const MappingSpec*> written_;
    std::set<string_view> wanted_names_;
    std::set<string_view> written_names_;
};

const std::array<Schema::Common, 6> Schema::commons{{
    {"word", &Schema::word},
    {"shared_text", &Schema::shared_text},
    {"languages", &Schema::languages},
    {"message", &Schema::message},
    {"steps", &Schema::steps},
    {"step", &Schema::step},
}};

// The same JSON on lines of its own, for people and for diffs.
std::string indented(string_view json) {
    std::string out;
    std::size_t depth = 0;
    bool quoted = false;
    const auto new_line = [&] {
        out += '\n';
        out.append(2 * depth, ' ');
    };
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (quoted || c == '"') {
            out += c;
            if (c == '\\') out += json[++i];
            if (c == '"') quoted = !quoted;
            continue;
        }
        const bool opens = c == '{' || c == '[';
        const bool closes = c == '}' || c == ']';
        const bool empty = opens && (json[i + 1] == '}' || json[i + 1] == ']');
        if (closes && json[i - 1] != '{' && json[i - 1] != '[') {
            --depth;
            new_line();
        }
        out += c;
        if (opens && !empty) {
            ++depth;
            new_line();
        }
        if (c == ',') new_line();
        if (c == ':') out += ' ';
    }
    return out + "\n";
}

}  // namespace

std::vector<SchemaFile> schema_files() {
    namespace keys = content::keys;

    struct Kind {
        string_view name;
        string_view title;
        std::vector<const MappingSpec*> roots;
    };

    const std::array kinds{
        Kind{"intent", "Shopclerk: an intent", {&keys::intent}},
        Kind{"flow", "Shopclerk: a flow", {&keys::flow}},
        Kind{"types", "Shopclerk: types of answers", {&keys::types_file}},
        Kind{"texts", "Shopclerk: shared texts", {&keys::texts_file}},
        Kind{"shopclerk", "Shopclerk: the shop's settings", {&keys::shop}},
        Kind{
            "policy",
            "Shopclerk: a policy",
            {&keys::returns_policy, &keys::complaints_policy, &keys::points_policy}},
    };
    std::vector<SchemaFile> files;
    for (const Kind& kind : kinds) {
        files.push_back(
            {std::string(kind.name) + ".schema.json",
             indented(Schema().write(kind.roots, kind.title))}
        );
    }
    return files;
}

}  // namespace clerk::cli
