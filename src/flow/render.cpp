#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "base/utf8.hpp"
#include "flow/scope.hpp"
#include "flow/text.hpp"

namespace clerk::flow {
namespace {

class Lines {
public:
    explicit Lines(const Rendering& how) : how_(how) {}

    void add(const TextLine& line) {
        if (!line.each) return add_one(line, how_);
        const Value list = resolve(*line.each, how_.scope);
        if (!list.list()) return;
        for (const Value& item : list.list()->items) {
            const WithValue scope("it", item, how_.scope);
            add_one(line, Rendering{scope, how_.labels, how_.lang, how_.now, how_.offset});
        }
    }

    // What values have swollen beyond limits::reply_text_bytes_max is cut, with an ellipsis.
    std::string text() && {
        constexpr std::string_view ellipsis = "…";
        if (out_.size() <= limits::reply_text_bytes_max) return std::move(out_);
        const std::size_t room = limits::reply_text_bytes_max - ellipsis.size();
        return std::string(utf8::prefix(out_, room)) + std::string(ellipsis);
    }

private:
    // With `each`, the condition is asked of every element.
    void add_one(const TextLine& line, const Rendering& how) {
        if (line.condition && !is_true(*line.condition, how.scope)) return;
        if (!first_) out_ += '\n';
        first_ = false;
        out_ += render(line.text.in[static_cast<std::size_t>(how.lang)], how);
    }

    const Rendering& how_;
    std::string out_;
    bool first_ = true;
};

}  // namespace

std::string render(const Template& text, const Rendering& how) {
    std::string out;
    for (const Piece& piece : text.pieces) {
        out += std::visit(
            overloaded{
                [](const std::string& literal) { return literal; },
                [&](const Placeholder& place) {
                    return show(resolve(place.path, how.scope), how, place.format, place.args);
                },
            },
            piece
        );
    }
    return out;
}

std::string render(const MessageText& message, const Rendering& how) {
    Lines lines(how);
    for (const TextLine& line : message.lines)
        lines.add(line);
    return std::move(lines).text();
}

}  // namespace clerk::flow
