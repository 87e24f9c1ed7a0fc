// The human half of normalising, on folded glyphs: what people repeat, space out and contract. Each
// function is idempotent, and none undoes what another did.
#pragma once

#include "nlu/glyphs.hpp"

namespace clerk::nlu {

// "soooo" → "soo", "哈哈哈哈" → "哈哈", "!!!" → "!", "😀😀" → "😀". Never digits or Chinese numerals;
// never a word that is nothing but the run ("aaa" is a battery, "iii" a model) or holds a digit (it
// is a code). Two dots or more are a pause and become a comma: they end no sentence.
void shorten_runs(Glyphs& glyphs);

// "@some_shop" goes, which names an account and says nothing; "&amp;" becomes "&", "&lt;" and its
// like a space.
void drop_net_marks(Glyphs& glyphs);

// Emoji get spaces on both sides.
void set_emoji_apart(Glyphs& glyphs);

// White space becomes one ' ', or '\n' where it holds a newline; beside Han a space goes away when
// the other side is Han, a letter or a digit.
void tidy_spaces(Glyphs& glyphs);

void trim(Glyphs& glyphs);

// "don't" → "do not", "i'm" → "i am", "cannot" → "can not", "whats" → "what is"; "pls" → "please",
// "colour" → "color", "recieved" → "received"; "&" between words → "and".
void expand_contractions(Glyphs& glyphs);

// "啥" → "什么", "今儿" → "今天", "没得" → "没有", "喺" → "在": words of a region or of the net
// become the standard language's.
void standardise_sayings(Glyphs& glyphs);

}  // namespace clerk::nlu
