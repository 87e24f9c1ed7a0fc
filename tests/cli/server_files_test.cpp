// The small files around a server: whose tokens it takes, what came of a reload, the demo's
// shoppers.
#include "cli/demo_shoppers.hpp"
#include "cli/reload_status.hpp"
#include "cli/token_policy.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace clerk::cli {
namespace {

class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / name()) {
        std::filesystem::create_directories(path_);
    }

    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    static std::string name() {
        static int count = 0;
        return "shopclerk-cli-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
    }

    std::filesystem::path path_;
};

constexpr UnixMillis now{1'700'000'000'000};

app::DataFolder held(const Folder& folder) {
    auto opened = app::DataFolder::open(folder.path(), "test", now);
    REQUIRE(opened.ok());
    return *std::move(opened);
}

const std::string key = "0123456789abcdefghijklmnopqrstuv";

TEST_CASE("without a key nobody signs in, with the folder's own its shoppers do") {
    const Folder folder;
    const app::DataFolder data = held(folder);
    const auto none = token_policy({}, data);
    REQUIRE(none.ok());
    CHECK(none->keys.empty());

    REQUIRE(app::write_secret(data.token_key(), key.substr(0, 31) + "\n").ok());
    const auto own = token_policy({}, data);
    REQUIRE(own.ok());
    REQUIRE(own->keys.size() == 1);
    CHECK(own->keys[0].size() == 32);  // bytes, not a line of text
    CHECK(own->issuer == own_issuer);
}

TEST_CASE("a configured sign-in needs its key, and a good one") {
    const Folder folder;
    const app::DataFolder data = held(folder);
    content::SignIn sign_in;
    sign_in.issuer = "https://shop.example";
    sign_in.audience = "clerk";
    sign_in.key_file = "shop.key";
    CHECK(token_policy(sign_in, data).error().code == "key");

    REQUIRE(app::write_secret(folder.path() / "shop.key", key + "\n").ok());
    const auto policy = token_policy(sign_in, data);
    REQUIRE(policy.ok());
    CHECK(policy->keys == std::vector{key});

    sign_in.old_key_file = "short.key";
    REQUIRE(app::write_secret(folder.path() / "short.key", "short\n").ok());
    CHECK(token_policy(sign_in, data).error().code == "key_short");

    sign_in.old_key_file.clear();
    sign_in.key_file.clear();
    sign_in.key_env = "SHOPCLERK_TEST_KEY_THAT_IS_NOT_SET";
    CHECK(token_policy(sign_in, data).error().code == "key");
    ::setenv("SHOPCLERK_TEST_KEY", "change-me-change-me-change-me-change-me", 1);
    sign_in.key_env = "SHOPCLERK_TEST_KEY";
    CHECK(token_policy(sign_in, data).error().code == "key_sample");
    ::setenv("SHOPCLERK_TEST_KEY", key.c_str(), 1);
    CHECK(token_policy(sign_in, data).ok());
}

TEST_CASE("a key that is not there is named, by its place") {
    const Folder folder;
    content::SignIn sign_in;
    CHECK(key_problems(sign_in, folder.path()).empty());
    sign_in.issuer = "https://shop.example";
    sign_in.key_file = "shop.key";
    sign_in.old_key_file = (folder.path() / "old.key").string();
    const auto problems = key_problems(sign_in, folder.path());
    REQUIRE(problems.size() == 2);
    CHECK_THAT(problems[0], Catch::Contains("shop.key") && Catch::Contains("does not start"));
    CHECK_THAT(problems[1], Catch::Contains("old.key"));
    REQUIRE(app::write_secret(folder.path() / "shop.key", key + "\n").ok());
    CHECK(key_problems(sign_in, folder.path()).size() == 1);
    // Of a folder that nobody named only the other is looked for.
    const auto elsewhere = key_problems(sign_in, {});
    REQUIRE(elsewhere.size() == 2);
    CHECK_THAT(elsewhere[0], Catch::Contains("--data"));
    CHECK_THAT(elsewhere[1], Catch::Contains("old.key"));
}

TEST_CASE("what a reload leaves as it was is said") {
    const TakenAtStart running{{"https://shop.example"}, {{key}, "shop", "clerk"}};
    CHECK(wants_restart(running, running).empty());
    TakenAtStart wanted = running;
    wanted.origins.clear();
    REQUIRE(wants_restart(running, wanted).size() == 1);
    CHECK_THAT(wants_restart(running, wanted)[0], Catch::Contains("origins"));
    for (const access::TokenPolicy& tokens :
         {access::TokenPolicy{{key, "another"}, "shop", "clerk"},
          access::TokenPolicy{{key}, "other", "clerk"},
          access::TokenPolicy{{key}, "shop", "other"}}) {
        const auto wants = wants_restart(running, {running.origins, tokens});
        REQUIRE(wants.size() == 1);
        CHECK_THAT(wants[0], Catch::Contains("sign_in"));
    }
}

TEST_CASE("the outcome of a reload is read as it was written") {
    const Folder folder;
    CHECK_FALSE(read_reload_status(folder.path()));
    const ReloadStatus refused{7, false, {"flows/a.yaml:1:2: error: 坏", "b"}};
    REQUIRE(write_reload_status(folder.path(), refused).ok());
    auto read = read_reload_status(folder.path());
    REQUIRE(read);
    CHECK(read->number == 7);
    CHECK_FALSE(read->ok);
    CHECK(read->problems == refused.problems);
    REQUIRE(write_reload_status(folder.path(), {8, true, {}}).ok());
    read = read_reload_status(folder.path());
    REQUIRE(read);
    CHECK(read->ok);
    CHECK(read->problems.empty());
    CHECK_FALSE(write_reload_status("/nonexistent", refused).ok());
}

class OneChance final : public Chance {
public:
    std::uint64_t bits() override { return ++n_; }

private:
    std::uint64_t n_ = 0;
};

TEST_CASE("sample shoppers come back, each with a token of its own") {
    const Folder folder;
    CHECK(read_demo_shoppers(folder.path()).error().code == "missing");
    const std::vector<DemoShopper> shoppers = {
        {"C1", "王芳", "gold", "8000", {"2024070001", "2024070002"}},
        {"C2", "John \"J\" Smith", "basic", "1234", {}}};
    REQUIRE(write_demo_shoppers(folder.path(), shoppers).ok());
    const auto read = read_demo_shoppers(folder.path());
    REQUIRE(read.ok());
    REQUIRE(read->size() == 2);
    CHECK(read->at(0).orders == shoppers[0].orders);
    CHECK(read->at(1).orders.empty());

    OneChance chance;
    const access::TokenPolicy policy{{key}, "shop", "clerk"};
    const std::string json = demo_shoppers_json(*read, policy, now, chance);
    CHECK(json.starts_with(
        R"([{"name":"王芳","tier":"gold","orders":["2024070001","2024070002"],"phone_tail":"8000",)"
    ));
    CHECK(json.find(R"("name":"John \"J\" Smith")") != std::string::npos);
    const auto token_at = [&](std::size_t from) {
        const std::size_t at = json.find("\"token\":\"", from) + 9;
        return json.substr(at, json.find('"', at) - at);
    };
    const std::string first = token_at(0);
    CHECK(first.size() > 100);
    CHECK(first != token_at(json.find(first)));
    CHECK(demo_shoppers_json(*read, {}, now, chance).find(R"("token":"")") != std::string::npos);
}

}  // namespace
}  // namespace clerk::cli
