#include "house/scan.hpp"

#include <catch2/catch.hpp>

namespace clerk::house {

TEST_CASE("comments and literals are blanked, places stay") {
    CHECK(code_only("a // b\nc") == "a     \nc");
    CHECK(code_only("a /* b\n */ c") == "a     \n    c");
    CHECK(code_only(R"(f("x\"y", 'z');)") == "f(      ,    );");
    CHECK(code_only("x = R\"-(a\")\n)-\"; y") == "x = R      \n   ; y");
    CHECK(code_only("n = 10'000; c = '\\''; d") == "n = 10'000; c =     ; d");
    CHECK(code_only("u8'x' 0x1'F") == "u8    0x1'F");
}

TEST_CASE("includes are found where they count") {
    const auto found = includes_of(
        "#include \"a/b.hpp\"\n  # include <vector>  // why\n"
        "// #include <c>\nauto s = R\"(\n#include <d>\n)\";\n"
    );
    REQUIRE(found.size() == 2);
    CHECK(found[0].line == 1);
    CHECK(found[0].target == "a/b.hpp");
    CHECK(found[0].quoted);
    CHECK(found[1].line == 2);
    CHECK(found[1].target == "vector");
    CHECK_FALSE(found[1].quoted);
}

TEST_CASE("functions are measured from head to closing brace") {
    const auto found = functions_of(
        "namespace n {\n"
        "template <class T>\n"
        "int f(T a) {\n"
        "    for (int i = 0; i < 3; ++i) { a += i; }\n"
        "    return a;\n"
        "}\n"
        "}\n"
    );
    REQUIRE(found.size() == 1);
    CHECK(found[0].line == 2);
    CHECK(found[0].length == 5);
    CHECK(found[0].head == "template <class T> int f(T a) ");
}

TEST_CASE("a constructor's braced members are not its body") {
    const auto found = functions_of(
        "Foo::Foo(int a)\n    : a_{a}, b_{2} {\n  if (a) { g(); }\n}\n"
        "void g() {}\n"
    );
    REQUIRE(found.size() == 2);
    CHECK(found[0].line == 1);
    CHECK(found[0].length == 4);
    CHECK(found[1].line == 5);
}

TEST_CASE("classes, tables and macros are not functions") {
    CHECK(functions_of("struct A : B<decltype(f())> {\n int x;\n};").empty());
    CHECK(functions_of("class A {\n  bool operator<(A other) const { return x; }\n};").size() == 1);
    CHECK(functions_of("constexpr int t[] = {\n 1,\n {2},\n};").empty());
    CHECK(functions_of("#define BEGIN if (x) { \\\n  y(\n").empty());
    CHECK(functions_of("template <class T> requires(x<T>) struct A {\n};").empty());
    CHECK(functions_of("class A {\n public:\n  int f() const { return 1; }\n};").size() == 1);
}

TEST_CASE("lines and words know where they stand") {
    CHECK(lines_of("a\n\nb").size() == 3);
    CHECK(lines_of("a\n").size() == 1);
    CHECK(line_at("a\nb\nc", 4) == 3);
    const auto words = words_of("a b\n c_1;");
    REQUIRE(words.size() == 3);
    CHECK(words[2].text == "c_1");
    CHECK(words[2].line == 2);
    CHECK(words[2].after == ";");
}

}  // namespace clerk::house
