#include "cli/content_option.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>
#include <system_error>
#include <utility>

namespace clerk::cli {

void ContentOption::declare(CLI::App& app) {
    app.add_option("--content", folder, "the folder that holds intents/, flows/ and config/")
        ->type_name("DIR")
        ->capture_default_str();
}

bool exists_or_complain(const std::string& path, std::ostream& complaints) {
    std::error_code unreadable;
    if (std::filesystem::exists(path, unreadable)) return true;
    complaints << path << ": " << (unreadable ? unreadable.message() : "there is no such thing")
               << '\n';
    return false;
}

std::optional<content::Loaded> load_or_complain(
    const ContentOption& option, std::ostream& complaints, std::vector<nlu::ProductName> products
) {
    content::LoadOptions quick;
    quick.examples = false;
    quick.products = std::move(products);
    content::Loaded loaded = content::load_content(option.folder, quick);
    if (loaded.snapshot != nullptr) return loaded;
    for (const content::Problem& problem : loaded.problems) {
        complaints << content::to_string(problem) << '\n';
    }
    return std::nullopt;
}

}  // namespace clerk::cli
