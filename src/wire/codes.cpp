// The codes of docs/PROTOCOL.md section 4, as names and HTTP statuses.
#include <array>

#include "wire/inbound.hpp"

namespace clerk::wire {
namespace {

struct CodeRow {
    std::string_view name;
    int status;
};

// In the order of app::Code.
constexpr std::array<CodeRow, 18> codes{{
    {"bad_json", 400},
    {"bad_verb", 400},
    {"bad_field", 400},
    {"bad_id", 400},
    {"empty", 400},
    {"too_long", 413},
    {"no_hello", 400},
    {"unauthorized", 401},
    {"forbidden", 403},
    {"not_found", 404},
    {"method", 405},
    {"id_reused", 409},
    {"conflict", 409},
    {"rate_limited", 429},
    {"busy", 503},
    {"unavailable", 503},
    {"conversation_full", 409},
    {"internal", 500},
}};
static_assert(codes.size() == static_cast<std::size_t>(app::Code::internal) + 1);

}  // namespace

std::string_view name_of(app::Code code) { return codes[static_cast<std::size_t>(code)].name; }

int http_status_of(app::Code code) { return codes[static_cast<std::size_t>(code)].status; }

}  // namespace clerk::wire
