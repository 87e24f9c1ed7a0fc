#include "nlu/yes_no.hpp"

#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

void all_say(std::optional<bool> wanted, std::initializer_list<std::string_view> messages) {
    for (const std::string_view message : messages) {
        INFO(message);
        CHECK(read_yes_no(normal(message)) == wanted);
    }
}

}  // namespace

TEST_CASE("a message without a word answers by its sign") {
    all_say(true, {"👍", "👍👍👍", "👌🏻", "✅", "🆗", "🙆‍♀️", "👍 😊", "👍!"});
    all_say(false, {"👎", "👎🏽", "❌", "🙅‍♂️", "🚫。"});
    all_say(std::nullopt, {"😊", "👍👎", "👍?", "❤️", "…", ""});
    // Beside words the words answer.
    all_say(false, {"不用了👍", "no 👍"});
}

TEST_CASE("yes in all its forms") {
    all_say(
        true,
        {"是",
         "是的",
         "对",
         "对的",
         "好",
         "好的",
         "好呀",
         "行",
         "行吧",
         "可以",
         "可以的",
         "嗯",
         "嗯嗯",
         "没错",
         "没问题",
         "确认",
         "需要",
         "当然可以",
         "好的谢谢",
         "嗯，可以",
         "是的，麻烦了",
         "好的，退吧",
         "是的我要退",
         "ok",
         "OK!",
         "Okay",
         "yes",
         "Yes please",
         "yeah",
         "yep",
         "sure",
         "of course",
         "correct",
         "that's right",
         "sounds good",
         "no problem",
         "yes I want to return it",
         "go ahead",
         "那就好",
         "對",
         "好的👌"}
    );
}

TEST_CASE("no in all its forms") {
    all_say(false, {"不",         "不是",
                    "不用",       "不用了",
                    "不用了谢谢", "不要",
                    "不行",       "算了",
                    "算了吧",     "先不",
                    "先不要",     "没有",
                    "不对",       "不需要",
                    "不用退了",   "不是的，我要换",
                    "no",         "No thanks",
                    "nope",       "not now",
                    "not yet",    "no, that's wrong",
                    "don't",      "I don't",
                    "never mind", "wrong",
                    "不用，谢谢"});
}

TEST_CASE("neither, or not by half of it") {
    all_say(
        std::nullopt,
        {"",
         "?",
         "不是不行",
         "也不是不可以",
         "可以吗",
         "好吗？",
         "是不是",
         "行不行",
         "not sure",
         "no idea",
         "no worries",
         "不好意思",
         "不要紧",
         "我想退货",
         "2024061234",
         "yes and no, yes, no",
         "好的，不用了",
         "有没有",
         "可以退吗",
         "what",
         "不知道",
         "可不可以"}
    );
}

TEST_CASE("an answer and what is said behind it") {
    struct Case {
        std::string_view message;
        bool yes;
        bool but;
        std::string_view rest;
    };

    for (const Case& one : {
             Case{"yes and how many points do I have?", true, false, "how many points do i have"},
             Case{"Yes, and where is my order", true, false, "where is my order"},
             Case{"yes but the other one", true, true, "the other one"},
             Case{"no, and cancel the order", false, false, "cancel the order"},
             Case{"ok then check my points", true, false, "check my points"},
             Case{"好的，再查下积分", true, false, "查下积分"},
             Case{"是的，不过是另一个", true, true, "是另一个"},
             Case{"好的我还有多少积分", true, false, "我还有多少积分"},
             Case{"不用了，取消订单", false, false, "取消订单"},
         }) {
        INFO(one.message);
        const std::string text = normal(one.message);
        const auto found = read_answer_and_more(text);
        REQUIRE(found);
        CHECK(found->yes == one.yes);
        CHECK(found->but == one.but);
        CHECK(text.substr(found->rest).starts_with(one.rest));
    }
}

TEST_CASE("an answer alone has nothing behind it, and other words are none") {
    for (const std::string_view message :
         {"yes",
          "好的",
          "no idea how",
          "不好意思，在吗",
          "yesterday, I think",
          "where is it",
          ""}) {
        INFO(message);
        CHECK(!read_answer_and_more(normal(message)));
    }
}

TEST_CASE("yes and no as chats say them") {
    all_say(true, {"也行",         "也可以",       "都行",      "都可以",     "是滴",
                   "係",           "係呀",         "得",        "冇问题",     "行行行",
                   "好好好",       "对对对",       "应该是",    "应该是的",   "嗯呢",
                   "妥",           "没毛病",       "就这个",    "没意见",     "可",
                   "that's fine",  "that works",   "alright",   "all right",  "exactly",
                   "works for me", "agreed",       "why not",   "fine by me", "yes yes",
                   "sure thing",   "you got it",   "it is",     "that's it",  "that's the one",
                   "go for it",    "fine with me", "that's ok", "可以可以",   "行，就这样",
                   "沒問題"});
    all_say(
        false,
        {"不不不",
         "不不",
         "唔使",
         "唔系",
         "免了",
         "不太行",
         "不方便",
         "不好吧",
         "negative",
         "no no no",
         "i'd rather not",
         "absolutely not",
         "of course not",
         "that won't work",
         "that doesn't work",
         "i don't think so",
         "唔好",
         "没这回事",
         "不是这个",
         "not that one",
         "no good",
         "nah thanks",
         "我不想要了",
         "不同意，算了"}
    );
    all_say(
        std::nullopt,
        {"也不行也不不行",
         "得不得",
         "why",
         "works",
         "that",
         "应该",
         "都",
         "why not tomorrow",
         "that works tomorrow",
         "行李",
         "好像",
         "可是",
         "得到了",
         "not sure that works"}
    );
}

TEST_CASE("never mind is said of the matter, no thanks of the question") {
    for (const char* text :
         {"算了", "算了吧", "那算了", "never mind", "nevermind", "never mind, thanks"})
        CHECK(is_dismissal(text));
    for (const char* text : {"不用了", "no thanks", "没有", "no", "算了算账", ""})
        CHECK(!is_dismissal(text));
}

TEST_CASE("more ways to say yes and no") {
    all_say(true, {"好啊好啊",      "嗯好的", "可以呀",      "yes pls",         "yup that's right",
                   "ok no problem", "正是",   "确实",        "無問題",          "啱",
                   "係啊",          "得啦",   "好啦",        "ok then",         "alright then",
                   "uh huh",        "mhm",    "absolutely!", "exactly, thanks", "是的是的",
                   "可以了"});
    all_say(
        false,
        {"不不，谢谢",
         "nope all good",
         "不用麻烦了",
         "没必要",
         "用不着",
         "唔係",
         "冇",
         "还没有",
         "nay",
         "no, that's all",
         "不用啦",
         "absolutely not"}
    );
    all_say(std::nullopt, {"i am good at this", "确实吗", "exactly what", "还没有到", "可以了吗"});
}
