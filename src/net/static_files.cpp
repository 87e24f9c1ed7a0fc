#include "net/static_files.hpp"

#include "access/tokens.hpp"
#include "base/limits.hpp"
#include "net/gzip.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace clerk::net {
namespace {

namespace fs = std::filesystem;

struct Type {
    std::string_view ending;
    std::string_view name;
    bool shrinks_well = false;
};

constexpr bool shrinks = true;

constexpr std::array<Type, 13> types = {{
    {".html", "text/html; charset=utf-8", shrinks},
    {".js", "text/javascript; charset=utf-8", shrinks},
    {".mjs", "text/javascript; charset=utf-8", shrinks},
    {".css", "text/css; charset=utf-8", shrinks},
    {".json", "application/json", shrinks},
    {".map", "application/json", shrinks},
    {".svg", "image/svg+xml", shrinks},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8", shrinks},
}};

// No inline script or style, nothing from elsewhere, in nobody's frame.
constexpr std::string_view security_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cache-Control: no-cache\r\n";  // always asked again, answered 304

Type type_of(const fs::path& path) {
    const std::string extension = path.extension().string();
    for (const Type& type : types) {
        if (type.ending == extension) return type;
    }
    return {"", "application/octet-stream"};
}

std::optional<std::string> contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    return in.bad() ? std::nullopt : std::optional(std::move(text));
}

bool hidden(const fs::path& relative) {
    for (const fs::path& part : relative) {
        if (part.string().starts_with('.')) return true;
    }
    return false;
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::string& folder) {
    std::error_code failure;
    if (!fs::is_directory(folder, failure)) {
        return error("no_folder", "there is no folder " + folder + " with the pages");
    }
    StaticFiles files;
    std::size_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failure)) {
        const fs::path relative = entry.path().lexically_relative(folder);
        if (entry.is_symlink() || !entry.is_regular_file() || hidden(relative)) continue;
        const std::size_t size = entry.file_size(failure);
        bytes += size;
        if (size > limits::static_file_bytes_max || bytes > limits::static_files_bytes_max) {
            return error("too_large", "too large to be served: " + relative.generic_string());
        }
        std::optional<std::string> text = contents(entry.path());
        if (!text) return error("unreadable", "cannot read " + entry.path().string());
        files.add(relative.generic_string(), *std::move(text));
    }
    if (failure) return error("unreadable", "cannot read " + folder + ": " + failure.message());
    return files;
}

void StaticFiles::add(const std::string& path, std::string body) {
    File file;
    const Type type = type_of(path);
    file.type = type.name;
    if (type.shrinks_well) {
        std::string small = gzipped(body);
        if (small.size() < body.size()) file.small = version_of(std::move(small));
    }
    file.plain = version_of(std::move(body));
    if (path == "index.html") files_["/"] = file;
    if (path == "desk.html") files_["/desk"] = files_["/desk/"] = file;
    files_["/" + path] = std::move(file);
}

StaticFiles::Version StaticFiles::version_of(std::string body) {
    std::string etag = '"' + access::digest(body).substr(0, 32) + '"';
    return {std::move(etag), std::make_shared<const std::string>(std::move(body))};
}

std::optional<Reply> StaticFiles::find(const Head& head) const {
    const auto at = files_.find(head.path);
    if (at == files_.end()) return std::nullopt;
    const File& file = at->second;
    const bool small = file.small && accepts_gzip(head);
    const Version& version = small ? *file.small : file.plain;
    Reply reply;
    reply.content_type = file.type;
    reply.headers = security_headers;
    reply.headers += "ETag: " + version.etag + "\r\n";
    if (file.small) reply.headers += "Vary: Accept-Encoding\r\n";
    if (small) reply.headers += "Content-Encoding: gzip\r\n";
    // A proxy that compressed what it passed on has made the tag a weak one.
    if (head.lists("if-none-match", version.etag)
        || head.lists("if-none-match", "W/" + version.etag)) {
        reply.status = 304;
    } else {
        reply.body = version.body;
    }
    return reply;
}

}  // namespace clerk::net
