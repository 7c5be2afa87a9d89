#include "config/option_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <sstream>

#include "base/cpu_count.h"
#include "base/error.h"
#include "base/known_names.h"
#include "config/options.h"

namespace lumbar {

namespace fs = std::filesystem;

std::vector<std::string> split_at_commas(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
    return parts;
}

int hardware_threads() {
    return threads_for(count_cpus());
}

[[noreturn]] void refuse(const std::string& flag, const std::string& expected, const std::string& found) {
    throw Error({"the value does not fit", "--" + flag, expected, found}, ExitCode::usage);
}

po::typed_value<std::string>* path_value(fs::path& target) {
    return po::value<std::string>()->value_name(kPathName)->notifier(
        [&](const std::string& text) { target = text; });
}

po::typed_value<std::string>* path_value(std::optional<fs::path>& target) {
    return po::value<std::string>()->value_name(kPathName)->notifier(
        [&](const std::string& text) { target = text; });
}

po::typed_value<std::vector<std::string>>* path_list_value(std::vector<fs::path>& target) {
    return po::value<std::vector<std::string>>()->value_name(kPathName)->notifier(
        [&](const std::vector<std::string>& texts) { target.assign(texts.begin(), texts.end()); });
}

po::typed_value<int>* count_value(int& target, int standard, const char* flag, int low, int high) {
    return po::value<int>(&target)->value_name("N")->default_value(standard)->notifier([=](int value) {
        if (value < low || value > high) {
            refuse(flag, std::to_string(low) + " to " + std::to_string(high), std::to_string(value));
        }
    });
}

po::typed_value<double>* series_gb_value(double& target) {
    constexpr double kMost = 1e6;  // bytes of it are counted in whole numbers
    return po::value<double>(&target)
        ->value_name("GB")
        ->default_value(kMaxSeriesGb, "2")
        ->notifier([](double value) {
            if (!(value > 0 && value <= kMost)) {
                refuse("max-series-gb", "gigabytes, more than 0", std::to_string(value));
            }
        });
}

po::typed_value<std::string>* choice_value(std::string& target, const char* standard, const char* flag,
                                           const std::vector<std::string>& choices) {
    std::string shown;
    for (const auto& choice : choices) shown += (shown.empty() ? "" : "|") + choice;
    auto* value = po::value<std::string>(&target)->value_name(shown);
    if (standard) value->default_value(standard);
    return value->notifier([=](const std::string& text) {
        if (std::find(choices.begin(), choices.end(), text) != choices.end()) return;
        refuse(flag, shown, text + did_you_mean(names_in(choices, std::identity()), text));
    });
}

po::typed_value<std::string>* list_value(std::vector<std::string>& target) {
    return po::value<std::string>()->value_name("A,B")->notifier(
        [&](const std::string& text) { target = split_at_commas(text); });
}

po::typed_value<std::string>* list_value(std::vector<int>& target, const char* flag) {
    return po::value<std::string>()->value_name("N,N-N")->notifier([&target, flag](const std::string& text) {
        constexpr int kMostNumbers = 1000;
        for (const std::string& part : split_at_commas(text)) {
            std::istringstream stream(part);
            int first = 0, last = 0;
            char dash = 0;
            bool good = static_cast<bool>(stream >> first);
            last = first;
            if (good && !stream.eof()) good = stream >> dash >> last && dash == '-' && stream.eof();
            if (!good || last < first || last - first >= kMostNumbers) {
                refuse(flag, "whole numbers and ranges with commas between", text);
            }
            for (int number = first; number <= last; ++number) target.push_back(number);
        }
    });
}

po::typed_value<std::string>* duration_value(std::optional<double>& target_s, const char* flag) {
    return po::value<std::string>()->value_name("TIME")->notifier([&target_s, flag](const std::string& text) {
        double number = 0;
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, number);
        const char unit = stop + 1 == end ? *stop : '\0';
        const double unit_s = unit == 'h' ? 3600 : unit == 'm' ? 60 : unit == 's' ? 1 : 0;
        if (error != std::errc{} || unit_s == 0 || number <= 0 || !std::isfinite(number)) {
            refuse(flag, "a number and h, m or s (8.5h, 30m, 600s)", text);
        }
        target_s = number * unit_s;
    });
}

po::typed_value<std::string>* setting_value(std::vector<std::string>& target, const char* setting) {
    return po::value<std::string>()->value_name("VALUE")->notifier(
        [&target, setting](const std::string& text) { target.push_back(std::string(setting) + "=" + text); });
}

}  // namespace lumbar
