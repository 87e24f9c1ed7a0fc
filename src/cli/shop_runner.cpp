#include "cli/shop_runner.hpp"

#include "app/actions.hpp"
#include "app/effects.hpp"
#include "app/system.hpp"
#include "app/ticket_book.hpp"
#include "base/limits.hpp"
#include "cli/importer.hpp"
#include "cli/line_reader.hpp"
#include "cli/product_name.hpp"
#include "store/database.hpp"
#include "wire/import_rows.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace clerk::cli {
namespace {

// Numbers that are given out are the same in every run of a test.
class CountingChance final : public Chance {
public:
    std::uint64_t bits() override {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    void start_over() { state_ = 1; }

private:
    std::uint64_t state_ = 1;
};

class ChatClock final : public Clock {
public:
    [[nodiscard]] UnixMillis now() const override { return now_; }

    void set(UnixMillis now) { now_ = now; }

private:
    UnixMillis now_;
};

class ShopRunner final : public content::ActionRunner {
public:
    ShopRunner(std::unique_ptr<store::Database> store, content::SnapshotPtr content)
        : store_(std::move(store)),
          content_(std::move(content)),
          ids_(clock_, 1),
          actions_(*store_, ids_, chance_),
          tickets_(*store_, ids_, chance_),
          effects_(actions_, tickets_) {}

    ~ShopRunner() override {
        if (open_) store_->rollback();
    }

    EffectAnswer perform(const Effect& effect, const ConversationState& state, UnixMillis now)
        override {
        clock_.set(now);
        app::Batch batch;
        batch.content = content_;
        batch.now = now;
        return effects_.perform(effect, state, "", batch);
    }

    std::optional<turn::ShopperSignsIn> customer(std::string_view name) override {
        const auto known = std::ranges::find(customers_, name, &turn::ShopperSignsIn::name);
        if (known == customers_.end()) return std::nullopt;
        return *known;
    }

    void begin_chat() override {
        if (open_) store_->rollback();
        open_ = store_->begin().ok();
        chance_.start_over();
        app::must(tickets_.reload());
    }

    void add_customer(turn::ShopperSignsIn customer) { customers_.push_back(std::move(customer)); }

private:
    std::unique_ptr<store::Database> store_;
    content::SnapshotPtr content_;
    ChatClock clock_;
    CountingChance chance_;
    app::IdSource ids_;
    app::Actions actions_;
    app::TicketBook tickets_;
    app::Effects effects_;
    std::vector<turn::ShopperSignsIn> customers_;
    bool open_ = false;
};

// The rows of one of the folder's files; import_rows has complained of bad ones.
template <class Row>
std::vector<Row> rows_of(const std::filesystem::path& folder, ImportKind kind, UtcOffset offset) {
    std::vector<Row> rows;
    std::ifstream in(folder / (std::string(wire::name_of(kind)) + ".ndjson"));
    LineReader reader(in, limits::import_line_bytes_max);
    while (const auto line = reader.next()) {
        auto row = wire::read_import_row(kind, line->text, offset);
        if (!row.ok()) continue;
        if (auto* right = std::get_if<Row>(&*row)) rows.push_back(std::move(*right));
    }
    return rows;
}

}  // namespace

std::vector<nlu::ProductName> products_of(const std::filesystem::path& folder) {
    std::vector<nlu::ProductName> products;
    for (const ProductRow& row : rows_of<ProductRow>(folder, ImportKind::products, {})) {
        products.push_back(product_name(row));
    }
    return products;
}

Result<std::unique_ptr<content::ActionRunner>> open_shop(
    const std::filesystem::path& folder, content::SnapshotPtr content
) {
    const UtcOffset offset = content->script.settings.offset;
    auto opened = folder.empty() ? store::Database::open(":memory:") : fixture_shop(folder, offset);
    if (!opened.ok()) return opened.error();
    store::Database& store = **opened;
    auto runner = std::make_unique<ShopRunner>(std::move(*opened), std::move(content));
    for (const CustomerRow& row : rows_of<CustomerRow>(folder, ImportKind::customers, offset)) {
        const auto customer = store.customer_by_ref(row.ref);
        if (!customer.ok()) return customer.error();
        if (*customer)
            runner->add_customer({(*customer)->id, (*customer)->name, (*customer)->tier});
    }
    return std::unique_ptr<content::ActionRunner>(std::move(runner));
}

}  // namespace clerk::cli
