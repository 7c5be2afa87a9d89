#include "app/training_settings_help.h"

#include <cstddef>
#include <iomanip>
#include <sstream>

#include "train/training_settings.h"

namespace lumbar {
namespace {

// In lines that end before column 80; all but the first are indented.
std::string wrapped(const std::string& help, std::size_t indent) {
    constexpr std::size_t kColumns = 79;
    std::istringstream words(help);
    std::string text;
    std::size_t column = indent;
    for (std::string word; words >> word; column += word.size() + 1) {
        if (column + 1 + word.size() > kColumns) {
            text += "\n" + std::string(indent, ' ');
            column = indent;
        }
        text += " " + word;
    }
    return text;
}

}  // namespace

std::string training_settings_help() {
    std::ostringstream text;
    text << "\nSettings, with the solution's values for stage2_s2_sp1\n"
            "(--dry-run shows those of each recipe):\n";
    TrainingSettings settings = solution_settings(find_recipe(solution_recipes(), "stage2_s2_sp1"));
    const Json defaults = settings_json(settings);
    for (const Setting& setting : settings_of(settings)) {
        text << "  " << std::left << std::setw(29) << setting.name << std::setw(8)
             << (setting.name == "backbone" ? "" : defaults.at(setting.name).dump())
             << wrapped(setting.help, 39) << "\n";
    }
    return text.str();
}

}  // namespace lumbar
