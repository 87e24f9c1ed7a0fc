// `shopclerk export DIR`: what the shop's file holds, as NDJSON files that an import reads again;
// with --customer all that it holds of one person. A server may go on meanwhile.
#include "cli/commands.hpp"
#include "cli/read_shop.hpp"
#include "wire/export_lines.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <utility>
#include <vector>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string data;
    std::string folder;
    std::string customer;
    bool json = false;
};

// The files of an export, one after another, with the rows of each counted.
class Files {
public:
    explicit Files(fs::path folder) : folder_(std::move(folder)) {}

    // `read` is given what takes a row, and reads them all.
    template <class Row, class Read>
    Status write(const char* name, Read read) {
        std::ofstream out(folder_ / (std::string(name) + ".ndjson"), std::ios::binary);
        std::size_t rows = 0;
        const Status done_reading = read([&](const Row& row) -> Status {
            using wire::to_line;
            out << to_line(row) << '\n';
            ++rows;
            return out ? done() : Status(error("io", "cannot write " + folder_.string()));
        });
        if (!done_reading) return done_reading;
        counts_.emplace_back(name, rows);
        return out.flush() ? done() : Status(error("io", "cannot write " + folder_.string()));
    }

    [[nodiscard]] const std::vector<std::pair<std::string, std::size_t>>& counts() const {
        return counts_;
    }

private:
    fs::path folder_;
    std::vector<std::pair<std::string, std::size_t>> counts_;
};

// A conversation as export_lines writes it.
struct Told {
    app::Head head;
    std::string customer;
    std::vector<app::JournalRow> turns;
};

std::string to_line(const Told& told) {
    return wire::to_line(told.head, told.customer, told.turns);
}

Status write_conversations(store::Records& records, CustomerId of, Files& files) {
    return files.write<Told>("conversations", [&](const auto& take) {
        return records.conversations(of, [&](const store::Chat& chat) -> Status {
            auto turns = records.turns(chat);
            if (!turns) return turns.error();
            auto customer = records.ref_of(chat.head.customer);
            if (!customer) return customer.error();
            app::Head head = chat.head;
            head.at = chat.at;
            return take(Told{std::move(head), *std::move(customer), *std::move(turns)});
        });
    });
}

Status write_all(store::Records& records, CustomerId of, Files& files) {
    using store::Records;
    const auto write = [&]<class Row>(
                           const char* name,
                           Status (Records::*read)(CustomerId, const Records::Take<Row>&)
                       ) {
        return files.write<Row>(name, [&](const auto& take) { return (records.*read)(of, take); });
    };
    const auto write_of_nobody =
        [&]<class Row>(const char* name, Status (Records::*read)(const Records::Take<Row>&)) {
            return files.write<Row>(name, [&](const auto& take) { return (records.*read)(take); });
        };
    Status all = write("customers", &Records::customers);
    if (all && !of) all = write_of_nobody("products", &Records::products);
    if (all) all = write("orders", &Records::orders);
    if (all) all = write("items", &Records::items);
    if (all) all = write("shipments", &Records::shipments);
    if (all) all = write("points", &Records::points);
    if (all) all = write("returns", &Records::returns);
    if (all) all = write("complaints", &Records::complaints);
    if (all) all = write("tickets", &Records::tickets);
    if (all) all = write_conversations(records, of, files);
    if (all && !of) all = write_of_nobody("notices", &Records::notices);
    return all;
}

// The folder is there whole or not at all, and for nobody but its owner.
Status write_folder(store::Records& records, CustomerId of, const fs::path& folder, Files& files) {
    const fs::path making = folder.string() + ".making";
    std::error_code failed;
    fs::remove_all(making, failed);
    fs::create_directories(making, failed);
    if (!failed) fs::permissions(making, fs::perms::owner_all, failed);
    if (failed) return error("io", "cannot make " + making.string() + ": " + failed.message());
    Status written = write_all(records, of, files);
    if (written) {
        fs::rename(making, folder, failed);
        if (failed) written = error("io", "cannot make " + folder.string());
    }
    if (!written) fs::remove_all(making, failed);
    return written;
}

Result<CustomerId> wanted(store::Records& records, const std::string& ref) {
    if (ref.empty()) return CustomerId{};
    const auto found = records.customer(ref);
    if (!found) return found.error();
    if (!*found) return error("unknown", "there is no customer " + ref);
    return **found;
}

void print(const Files& files, const Options& options) {
    if (options.json) {
        wire::JsonWriter out;
        out.object().member("folder", options.folder).key("rows").object();
        for (const auto& [name, rows] : files.counts())
            out.member(name, rows);
        std::cout << out.end().end().take() << '\n';
        return;
    }
    std::cout << "written: " << options.folder << '\n';
    for (const auto& [name, rows] : files.counts())
        std::cout << "  " << name << ".ndjson  " << rows << '\n';
}

int complain(const Error& failure) {
    std::cerr << "export: " << failure.message << '\n';
    return failure.code == "unknown" ? exit_found : exit_cannot;
}

fs::path without_slash(const fs::path& folder) {
    return folder.has_filename() ? folder : folder.parent_path();
}

int run(const Options& options) {
    const fs::path folder = without_slash(options.folder);
    std::error_code unreadable;
    if (fs::exists(folder, unreadable) && !fs::is_empty(folder, unreadable)) {
        return complain(error("exists", options.folder + " is there already, and not empty"));
    }
    const auto records = read_shop(options.data);
    if (!records) return complain(records.error());
    const auto of = wanted(**records, options.customer);
    if (!of) return complain(of.error());
    Files files(folder.string() + ".making");
    if (const Status written = write_folder(**records, *of, folder, files); !written) {
        return complain(written.error());
    }
    print(files, options);
    return exit_well;
}

}  // namespace

Run export_shop(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("folder", options->folder, "made, mode 0700; never written over")
        ->type_name("DIR")
        ->required();
    declare_data_to_read(app, options->data);
    app.add_option("--customer", options->customer, "only what is held of the customer of this ref")
        ->type_name("REF");
    app.add_flag("--json", options->json, "print one JSON object");
    app.footer("docs/EXPORT.md describes the files. They hold personal data: names, phones, chats."
    );
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
