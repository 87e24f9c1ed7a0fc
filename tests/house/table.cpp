#include "house/table.hpp"

#include "house/scan.hpp"

#include <algorithm>

namespace clerk::house {
namespace {

/// One line of a markdown table: cell by column name.
struct Row {
    int line = 0;
    std::map<std::string, std::string, std::less<>> cells;

    [[nodiscard]] std::string cell(std::string_view column) const {
        const auto found = cells.find(column);
        return found == cells.end() ? std::string() : found->second;
    }
};

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    line.remove_prefix(1);
    for (std::size_t bar = line.find('|'); bar != std::string_view::npos; bar = line.find('|')) {
        std::string cell(trimmed(line.substr(0, bar)));
        std::erase(cell, '`');
        cells.push_back(std::move(cell));
        line.remove_prefix(bar + 1);
    }
    return cells;
}

/// The rows of every table whose first column is called `first`.
std::vector<Row> rows_of(std::string_view markdown, std::string_view first) {
    std::vector<Row> rows;
    std::vector<std::string> header;
    int number = 0;
    for (const std::string_view line : lines_of(markdown)) {
        ++number;
        if (!line.starts_with('|')) {
            header.clear();
            continue;
        }
        const std::vector<std::string> cells = cells_of(line);
        if (header.empty()) {
            header = cells;
            continue;
        }
        if (header.empty() || header.front() != first || line.starts_with("|-")) continue;
        Row row{number, {}};
        for (std::size_t i = 0; i < std::min(header.size(), cells.size()); ++i) {
            row.cells[header[i]] = cells[i];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<std::string> words(std::string text) {
    std::replace(text.begin(), text.end(), ',', ' ');
    std::vector<std::string> result;
    std::string_view rest = text;
    while (!(rest = trimmed(rest)).empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        result.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end);
    }
    return result;
}

/// `all pure modules`, `pure modules` and `all` spelled out.
std::set<std::string> expanded(const std::string& cell, const std::vector<Row>& rows) {
    std::set<std::string> result;
    const std::vector<std::string> listed = words(cell);
    const bool pure = std::find(listed.begin(), listed.end(), "pure") != listed.end();
    for (const std::string& word : listed) {
        if (word == "–" || word == "modules") continue;
        if (word == "pure") {
            result.insert(pure_modules.begin(), pure_modules.end());
        } else if (word == "all" && !pure) {
            for (const Row& row : rows)
                result.insert(row.cell("module"));
        } else if (word != "all") {
            result.insert(word);
        }
    }
    return result;
}

/// The first word of each entry; what stands in parentheses is still to come.
std::set<std::string> libraries_in(std::string cell) {
    if (const std::size_t open = cell.find('('); open != std::string::npos) cell.resize(open);
    std::set<std::string> result;
    std::string_view rest = cell;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::vector<std::string> entry = words(std::string(rest.substr(0, comma)));
        if (!entry.empty() && entry.front() != "std" && entry.front() != "–") {
            result.insert(entry.front());
        }
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return result;
}

std::string joined(const std::set<std::string>& names) {
    std::string result;
    for (const std::string& name : names) {
        if (!result.empty()) result += ' ';
        result += name;
    }
    return result.empty() ? "nothing" : result;
}

}  // namespace

bool is_pure(std::string_view module) {
    return std::find(pure_modules.begin(), pure_modules.end(), module) != pure_modules.end();
}

std::string Table::library_of(std::string_view include) const {
    for (const auto& [library, fronts] : headers) {
        for (const std::string& front : fronts) {
            if (include.starts_with(front)) return library;
        }
    }
    return {};
}

std::string to_string(const Violation& violation) {
    return violation.path + ":" + std::to_string(violation.line) + ": " + violation.message;
}

Table parse_table(std::string_view markdown) {
    Table table;
    const std::vector<Row> modules = rows_of(markdown, "module");
    for (const Row& row : modules) {
        table.modules[row.cell("module")] = {
            row.line,
            expanded(row.cell("may include"), modules),
            libraries_in(row.cell("third party")),
        };
    }
    for (const Row& row : rows_of(markdown, "library")) {
        table.headers[row.cell("library")] = words(row.cell("headers"));
    }
    for (const Row& row : rows_of(markdown, "file")) {
        const std::vector<std::string> allowed = words(row.cell("may"));
        if (row.cell("because").empty()) continue;  // No reason, no allowance.
        table.allowances[row.cell("file")].insert(allowed.begin(), allowed.end());
    }
    return table;
}

std::vector<Violation> check_table(std::string_view path, const Table& table) {
    std::vector<Violation> found;
    for (const auto& [name, module] : table.modules) {
        for (const std::string& include : module.may_include) {
            const std::string other = include.substr(0, include.find('/'));
            if (table.modules.contains(other)) continue;
            std::string message = name;
            message.append(" may include ").append(other).append(", which is no module");
            found.push_back({std::string(path), module.line, std::move(message)});
        }
        for (const std::string& library : module.libraries) {
            if (table.headers.contains(library)) continue;
            const std::string message = "no row says which headers are those of " + library;
            found.push_back({std::string(path), module.line, message});
        }
    }
    return found;
}

std::vector<Violation> differences(const Table& ours, std::string_view path, const Table& theirs) {
    std::vector<Violation> found;
    const auto add = [&](int line, const std::string& message) {
        found.push_back({std::string(path), line, message});
    };
    for (const auto& [name, module] : theirs.modules) {
        const auto mine = ours.modules.find(name);
        if (mine == ours.modules.end()) {
            add(module.line, "tests/house/modules.md does not know the module " + name);
            continue;
        }
        const Module& known = mine->second;
        if (known.may_include != module.may_include) {
            add(module.line,
                name + " may include " + joined(module.may_include)
                    + "; tests/house/modules.md says " + joined(known.may_include));
        }
        if (known.libraries != module.libraries) {
            add(module.line,
                name + " owns " + joined(module.libraries) + "; tests/house/modules.md says "
                    + joined(known.libraries));
        }
    }
    for (const auto& [name, module] : ours.modules) {
        if (!theirs.modules.contains(name)) add(1, "the table misses the module " + name);
    }
    return found;
}

}  // namespace clerk::house
