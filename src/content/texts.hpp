// Texts: from languages, names of shared texts and lists of lines to checked templates. A shared
// text is checked wherever it is used, against the names of that place.
#pragma once

#include "content/problem.hpp"
#include "content/yaml.hpp"
#include "flow/text.hpp"
#include "nlu/normalise.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::content {

struct SharedText {
    std::string name;
    const yaml::Node* node = nullptr;
    std::string file;
    Position at;
};

class Texts {
public:
    // Without a normaliser traditional Chinese stays simplified.
    explicit Texts(std::shared_ptr<const nlu::Normaliser> normaliser)
        : normaliser_(std::move(normaliser)) {}

    // The languages every text must have; others fall back to the first.
    void require(std::vector<Lang> languages) { required_ = std::move(languages); }

    // Some shared texts could not be parsed: names that are not found are not complained of.
    void some_unread() { unread_ = true; }

    // False when there is one of that name. REQUIRES: the node outlives this.
    bool add(SharedText text);

    [[nodiscard]] const std::map<std::string, SharedText, std::less<>>& shared() const {
        return shared_;
    }

    [[nodiscard]] bool is_used(std::string_view name) const { return used_.contains(name); }

    // One line without conditions: titles, labels.
    [[nodiscard]] flow::Text text(
        const yaml::Node& node, const flow::TypeScope& scope, const Report& report
    );
    [[nodiscard]] flow::MessageText message(
        const yaml::Node& node, const flow::TypeScope& scope, const Report& report
    );
    // A shared text with the problems that it has by itself, whatever names stand where it is used.
    void check_alone(const SharedText& text, const Report& report);

    // A text without placeholders in both languages; zh-Hant is made when it is shown.
    [[nodiscard]] LocalText local(const yaml::Node& node, const Report& report);

private:
    struct Place;

    void append(
        std::vector<flow::TextLine>& lines,
        const yaml::Node& node,
        const flow::TypeScope& scope,
        const Place& place
    );
    static void check_each(
        const flow::Path& path,
        const yaml::Node& each,
        const flow::TypeScope& scope,
        const Place& place
    );
    void append_line(
        std::vector<flow::TextLine>& lines,
        const yaml::Node& node,
        const flow::TypeScope& scope,
        const Place& place
    );
    void append_shared(
        std::vector<flow::TextLine>& lines,
        const yaml::Node& reference,
        const flow::TypeScope& scope,
        const Place& place
    );
    [[nodiscard]] flow::Text languages(
        const yaml::Node& map, const flow::TypeScope& scope, const Place& place
    ) const;
    void fill(flow::Text& text, const std::array<bool, lang_count>& given) const;

    std::shared_ptr<const nlu::Normaliser> normaliser_;
    std::vector<Lang> required_{Lang::zh, Lang::en};
    std::map<std::string, SharedText, std::less<>> shared_;
    std::set<std::string, std::less<>> used_;
    bool unread_ = false;
};

// `name` with "text." before it, when that is how it is written: the name; else empty.
[[nodiscard]] std::string_view shared_name(std::string_view written);

}  // namespace clerk::content
