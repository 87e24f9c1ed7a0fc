// The pages: every regular file of one folder, read into memory and compressed once at start. Only
// names found then exist, so no path of a request ever reaches the file system.
#pragma once

#include "base/result.hpp"
#include "net/http_head.hpp"
#include "net/reply.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace clerk::net {

class StaticFiles {
public:
    // "a/b.js" is served at /a/b.js; index.html at / too, desk.html at /desk and /desk/. Hidden
    // files and links are left out. Errors: "no_folder", "unreadable", "too_large".
    [[nodiscard]] static Result<StaticFiles> load(const std::string& folder);

    // nullopt: no such file. Compressed for who takes that. 304 when If-None-Match has it.
    [[nodiscard]] std::optional<Reply> find(const Head& head) const;

    [[nodiscard]] std::size_t size() const { return files_.size(); }

private:
    struct Version {
        std::string etag;
        std::shared_ptr<const std::string> body;
    };

    struct File {
        std::string_view type;
        Version plain;
        std::optional<Version> small;  // gzipped, where that is smaller
    };

    [[nodiscard]] static Version version_of(std::string body);

    void add(const std::string& path, std::string body);

    std::map<std::string, File, std::less<>> files_;
};

}  // namespace clerk::net
