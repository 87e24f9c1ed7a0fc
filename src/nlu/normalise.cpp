#include "nlu/normalise.hpp"

#include "nlu/fold.hpp"
#include "nlu/tidy.hpp"
#include "nlu/traditional.hpp"

#include <algorithm>

namespace clerk::nlu {
namespace {

// Folded, a traditional character is another one.
bool has_traditional(const Glyphs& folded, std::string_view text) {
    return std::ranges::any_of(folded, [&](const Glyph& glyph) {
        if (!utf8::is_han(glyph.c)) return false;
        const char32_t was = utf8::step(text, glyph.at).code_point;
        return was != glyph.c && utf8::is_han(was);
    });
}

// Spaces first: what they held apart may be a word or a run; then words, which may become a run.
void tidy(Glyphs& glyphs) {
    drop_net_marks(glyphs);
    tidy_spaces(glyphs);
    standardise_sayings(glyphs);
    shorten_runs(glyphs);
    set_emoji_apart(glyphs);
    expand_contractions(glyphs);
}

}  // namespace

struct Normaliser::Tables {
    std::unique_ptr<const Traditional> traditional;
    Fold fold;

    explicit Tables(std::unique_ptr<const Traditional> loaded)
        : traditional(std::move(loaded)), fold(traditional->simplified()) {}
};

Normaliser::Normaliser() = default;
Normaliser::~Normaliser() = default;

Result<std::shared_ptr<const Normaliser>> Normaliser::load() {
    Result<std::unique_ptr<const Traditional>> traditional = Traditional::load();
    if (!traditional) return traditional.error();
    std::shared_ptr<Normaliser> loaded(new Normaliser());
    loaded->tables_ = std::make_unique<Tables>(*std::move(traditional));
    return std::shared_ptr<const Normaliser>(std::move(loaded));
}

NormalText Normaliser::normalise(std::string_view text) const {
    Glyphs glyphs;
    glyphs.reserve(text.size() + 16);
    tables_->fold.run(text, glyphs);
    NormalText normal;
    normal.traditional = has_traditional(glyphs, text);
    tidy(glyphs);
    trim(glyphs);
    normal.text.reserve(text.size() + 16);
    normal.source.reserve(text.size() + 17);
    for (const Glyph& glyph : glyphs) {
        utf8::append(normal.text, glyph.c);
        while (normal.source.size() < normal.text.size())
            normal.source.push_back(glyph.at);
    }
    normal.source.push_back(static_cast<std::uint32_t>(text.size()));
    return normal;
}

std::string Normaliser::literal(std::string_view text) const {
    Glyphs glyphs;
    tables_->fold.run(text, glyphs);
    tidy(glyphs);
    std::string out;
    for (const Glyph& glyph : glyphs)
        utf8::append(out, glyph.c);
    return out;
}

std::string Normaliser::to_traditional(std::string_view text) const {
    return tables_->traditional->to_traditional(text);
}

}  // namespace clerk::nlu
