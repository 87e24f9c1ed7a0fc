#include "cli/demo_shop.hpp"

#include "base/limits.hpp"
#include "cli/demo_aftersale.hpp"
#include "cli/demo_points.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace clerk::cli {
namespace {

void must(const Status& status) {
    if (!status) throw std::runtime_error(status.error().message);
}

template <class T>
T want(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
}

class Writer {
public:
    Writer(
        store::Database& database,
        const DemoPlan& plan,
        const DemoOptions& options,
        const std::function<std::uint64_t()>& next_id,
        const std::function<void(std::uintmax_t, std::uintmax_t)>& progress
    )
        : database_(database),
          plan_(plan),
          options_(options),
          next_id_(next_id),
          progress_(progress),
          random_(options.seed ^ 0xDE40),
          sink_(database.import_sink(next_id)) {}

    DemoCounts write() {
        must(database_.begin());
        for (const ProductRow& row : plan_.products)
            want(sink_->put(row));
        for (const CustomerRow& row : plan_.customers) {
            customers_.push_back(want(sink_->put(row)));
            wrote_one();
        }
        for (const DemoOrder& order : plan_.orders) {
            write_order(order);
            wrote_one();
        }
        write_points();
        must(database_.put_setting("demo", std::to_string(options_.seed)));
        must(database_.commit());
        counts_.customers = plan_.customers.size();
        counts_.products = plan_.products.size();
        counts_.orders = plan_.orders.size();
        return counts_;
    }

private:
    void write_order(const DemoOrder& order) {
        const OrderId id = want(sink_->put(order.row));
        std::vector<ItemId> items;
        for (const ItemRow& item : order.items)
            items.push_back(want(sink_->put(item)));
        if (order.shipment) want(sink_->put(*order.shipment));
        for (DemoReturn& made : demo_returns(order, options_, random_)) {
            made.rma.order = id;
            made.rma.item = items[made.line];
            write_return(made);
        }
        const Lang lang = plan_.customers[order.customer].lang;
        for (DemoComplaint& made : demo_complaints(order, lang, options_, random_)) {
            made.complaint.order = id;
            made.complaint.customer = customers_[order.customer];
            write_complaint(made);
        }
    }

    void write_return(DemoReturn& made) {
        made.rma.id = RmaId{next_id_()};
        want(database_.open_rma(made.rma, "demo:" + made.rma.number));
        for (std::size_t i = 1; i < made.steps.size(); ++i) {
            must(database_.move_rma(made.rma.id, made.steps[i].status, "", made.steps[i].at));
        }
        ++counts_.returns;
    }

    void write_complaint(DemoComplaint& made) {
        made.complaint.id = ComplaintId{next_id_()};
        const ComplaintId id = made.complaint.id;
        want(database_.open_complaint(made.complaint, "demo:" + made.complaint.number));
        for (std::size_t i = 1; i < made.steps.size(); ++i) {
            must(database_.move_complaint(id, made.steps[i].status, "", made.steps[i].at));
        }
        ++counts_.complaints;
    }

    void write_points() {
        std::vector<std::vector<const DemoOrder*>> orders(plan_.customers.size());
        for (const DemoOrder& order : plan_.orders)
            orders[order.customer].push_back(&order);
        for (std::size_t i = 0; i < orders.size(); ++i) {
            const auto entries = demo_points(orders[i], i < demo_samples, options_, random_);
            write_points_of(customers_[i], entries);
            wrote_one();
        }
    }

    void write_points_of(CustomerId customer, const std::vector<PointsEntry>& entries) {
        std::vector<std::uint64_t> numbers{0};  // the store's, by ours from 1
        for (PointsEntry entry : entries) {
            const bool gain = entry.lot == entry.n;
            const std::string key = "demo:" + to_string(customer) + "/" + std::to_string(entry.n);
            entry.customer = customer;
            entry.lot = gain ? 0 : numbers[entry.lot];
            numbers.push_back(want(database_.add_points(entry, key)));
            ++counts_.points_entries;
        }
    }

    void wrote_one() {
        ++written_;
        if (written_ % limits::demo_rows_a_commit != 0) return;
        must(database_.commit());
        database_.checkpoint_if_due(false);
        must(database_.begin());
        if (progress_) progress_(written_, 2 * plan_.customers.size() + plan_.orders.size());
    }

    store::Database& database_;
    const DemoPlan& plan_;
    const DemoOptions& options_;
    const std::function<std::uint64_t()>& next_id_;
    const std::function<void(std::uintmax_t, std::uintmax_t)>& progress_;
    DemoRandom random_;
    std::unique_ptr<store::ImportSink> sink_;
    std::vector<CustomerId> customers_;
    DemoCounts counts_;
    std::size_t written_ = 0;
};

}  // namespace

DemoCounts write_demo(
    store::Database& database,
    const DemoPlan& plan,
    const DemoOptions& options,
    const std::function<std::uint64_t()>& next_id,
    const std::function<void(std::uintmax_t, std::uintmax_t)>& progress
) {
    return Writer(database, plan, options, next_id, progress).write();
}

}  // namespace clerk::cli
