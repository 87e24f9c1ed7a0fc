// One HTTP request from its bytes: Beast's parser behind the framing gate. Beast says where a line,
// a field, a version and a body begin and end; the gate refuses what Beast would let pass. Bytes
// are pushed in as they come, and no more is kept of them than the limits allow.
#pragma once

#include "net/framing_gate.hpp"
#include "net/http_head.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace clerk::net {

class RequestReader {
public:
    RequestReader();
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    // Takes a head, or some of a body; how many bytes it has used. 0: the head is not all there,
    // and the same bytes come again with more. After a refusal it is of no use any more.
    // REQUIRES: !done().
    [[nodiscard]] std::variant<std::size_t, Refused> put(std::string_view bytes);

    [[nodiscard]] bool has_head() const;
    [[nodiscard]] bool done() const;

    // Looks into this reader. REQUIRES: has_head().
    [[nodiscard]] const Head& head() const { return head_; }

    // REQUIRES: done().
    [[nodiscard]] std::string take_body();

private:
    [[nodiscard]] std::variant<std::size_t, Refused> put_head(std::string_view bytes);
    void fill_head();

    struct Parser;
    std::unique_ptr<Parser> parser_;
    Head head_;
};

}  // namespace clerk::net
