#include "command_line/flags.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <sstream>
#include <utility>

#include "base/cpu_count.h"
#include "base/error.h"
#include "base/split_at_commas.h"
#include "command_line/flags_impl.h"

namespace lumbar {
namespace {

po::typed_value<std::string>* text_value(const char* value_name) {
    return po::value<std::string>()->value_name(value_name);
}

// boost reads a path with operator>>, which stops at a space; so paths are read as strings.
template <class Target>
po::typed_value<std::string>* path_value(Target& target) {
    return text_value(kPathName)->notifier([&](const std::string& text) { target = text; });
}

constexpr double kMostGigabytes = 1e6;  // bytes of them are counted in whole numbers

// As a person writes it: 0.85, not 0.84999999999999998.
std::string shown(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", number);
    return text;
}

po::typed_value<double>* number_value(const char* value_name, double& target) {
    return po::value<double>(&target)->value_name(value_name)->default_value(target, shown(target));
}

// "0-3" -> 0, 3; nothing for what is no range.
std::optional<std::pair<int, int>> parse_range(const std::string& text) {
    constexpr std::int64_t kMostNumbers = 1000;
    std::istringstream stream(text);
    int first = 0, last = 0;
    char dash = 0;
    bool good = static_cast<bool>(stream >> first);
    last = first;
    if (good && !stream.eof()) good = stream >> dash >> last && dash == '-' && stream.eof();
    if (!good || last < first || std::int64_t{last} - first >= kMostNumbers) return {};
    return std::pair(first, last);
}

// At least one, none empty: such a text is usually an unset variable of a script.
std::vector<std::string> parts_of(const std::string& text, const char* flag, const char* expected) {
    auto parts = split_at_commas(text);
    const bool has_empty = std::count(parts.begin(), parts.end(), "") > 0;
    if (parts.empty() || has_empty) refuse_value(flag, expected, text.empty() ? "nothing" : text);
    return parts;
}

double parse_duration_s(const std::string& text, const char* flag) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    const char unit = stop + 1 == end ? *stop : '\0';
    const double unit_s = unit == 'h' ? 3600 : unit == 'm' ? 60 : unit == 's' ? 1 : 0;
    if (error != std::errc{} || unit_s == 0 || number <= 0 || !std::isfinite(number)) {
        refuse_value(flag, "a number and h, m or s (8.5h, 30m, 600s)", text);
    }
    return number * unit_s;
}

}  // namespace

void refuse_value(const std::string& flag, const std::string& expected, const std::string& found) {
    throw Error({"the value does not fit", "--" + flag, expected, found}, ExitCode::usage);
}

Flags::Flags() : impl_(std::make_unique<Impl>()) {}
Flags::~Flags() = default;

void Flags::required_path(const char* name, Path& target, const std::string& help) {
    impl_->add(name, path_value(target)->required(), help);
}

void Flags::path(const char* name, Path& target, const std::string& help) {
    impl_->add(name, path_value(target), help);
}

void Flags::path(const char* name, std::optional<Path>& target, const std::string& help) {
    impl_->add(name, path_value(target), help);
}

void Flags::required_output(const char* name, Path& target, const std::string& help) {
    required_path(name, target, help);
    impl_->written.insert(name);
}

void Flags::output(const char* name, std::optional<Path>& target, const std::string& help) {
    path(name, target, help);
    impl_->written.insert(name);
}

void Flags::required_paths(const char* name, std::vector<Path>& target, const std::string& help) {
    const auto take = [&](const std::vector<std::string>& texts) {
        target.assign(texts.begin(), texts.end());
    };
    impl_->add(name, po::value<std::vector<std::string>>()->value_name(kPathName)->notifier(take)->required(),
               help);
}

void Flags::count(const char* name, int& target, int low, int high, const std::string& help) {
    const auto check = [=](int value) {
        if (value >= low && value <= high) return;
        refuse_value(name, std::to_string(low) + " to " + std::to_string(high), std::to_string(value));
    };
    impl_->add(name, po::value<int>(&target)->value_name("N")->default_value(target)->notifier(check), help);
}

void Flags::threads(int& target, const std::string& help) {
    count("threads", target, 1, kMostThreads, help);
}

void Flags::only_number(const char* name, std::optional<int>& target, int number, const std::string& help) {
    const auto take = [=, &target](int value) {
        if (value != number) refuse_value(name, std::to_string(number), std::to_string(value));
        target = value;
    };
    impl_->add(name, po::value<int>()->value_name(std::to_string(number))->notifier(take), help);
}

void Flags::seed(const char* name, std::uint64_t& target, const std::string& help) {
    impl_->add(name, po::value(&target)->value_name("S")->default_value(target), help);
}

void Flags::number(const char* name, double& target, double low, double high, const std::string& help) {
    const auto check = [=](double value) {
        if (value >= low && value <= high) return;
        refuse_value(name, shown(low) + " to " + shown(high), std::to_string(value));
    };
    impl_->add(name, number_value("X", target)->notifier(check), help);
}

void Flags::gigabytes(const char* name, double& target, const std::string& help) {
    const auto check = [=](double value) {
        if (!(value > 0 && value <= kMostGigabytes)) {
            refuse_value(name, "gigabytes, more than 0, at most " + shown(kMostGigabytes), shown(value));
        }
    };
    impl_->add(name, number_value("GB", target)->notifier(check), help);
}

void Flags::gigabytes_or_zero(const char* name, double& target, const std::string& help) {
    const auto check = [=](double value) {
        if (!(value >= 0 && value <= kMostGigabytes)) {
            refuse_value(name, "gigabytes, 0 to " + shown(kMostGigabytes), shown(value));
        }
    };
    impl_->add(name, number_value("GB", target)->notifier(check), help);
}

void Flags::duration(const char* name, std::optional<double>& target_s, const std::string& help) {
    taken(
        name, "TIME", "",
        [=, &target_s](const std::string& text) { target_s = parse_duration_s(text, name); }, help);
}

void Flags::toggle(const char* name, bool& target, const std::string& help) {
    impl_->add(name, po::bool_switch(&target), help);
}

void Flags::text(const char* name, std::string& target, const char* value_name, const std::string& help) {
    taken(
        name, value_name, target, [&](const std::string& text) { target = text; }, help);
}

void Flags::texts(const char* name, std::vector<std::string>& target, const char* value_name,
                  const std::string& help) {
    const auto take = [&](const std::vector<std::string>& given) {
        target.insert(target.end(), given.begin(), given.end());
    };
    impl_->add(name,
               po::value<std::vector<std::string>>()->composing()->value_name(value_name)->notifier(take),
               help);
}

void Flags::names(const char* name, std::vector<std::string>& target, const std::string& help) {
    taken(
        name, "A,B", "",
        [=, &target](const std::string& text) { target = parts_of(text, name, "names with commas between"); },
        help);
}

void Flags::numbers(const char* name, std::vector<int>& target, const std::string& help) {
    const auto take = [=, &target](const std::string& text) {
        constexpr const char* kExpected = "whole numbers and ranges with commas between";
        for (const std::string& part : parts_of(text, name, kExpected)) {
            const auto range = parse_range(part);
            if (!range) refuse_value(name, kExpected, text);
            for (std::int64_t number = range->first; number <= range->second; ++number) {
                target.push_back(static_cast<int>(number));
            }
        }
    };
    taken(name, "N,N-N", "", take, help);
}

void Flags::taken(const char* name, const char* value_name, const std::string& standard, Take take,
                  const std::string& help) {
    auto* const value = text_value(value_name)->notifier(std::move(take));
    if (!standard.empty()) value->default_value(standard);
    impl_->add(name, value, help);
}

void Flags::choice_of(const char* name, const std::vector<std::string_view>& names, std::string_view standard,
                      Take take, const std::string& help) {
    std::string all;
    for (const std::string_view one : names) all.append(all.empty() ? "" : "|").append(one);
    const auto checked = [=](const std::string& text) {
        if (std::find(names.begin(), names.end(), text) == names.end()) {
            refuse_value(name, all, text + did_you_mean(names, text));
        }
        take(text);
    };
    taken(name, all.c_str(), std::string(standard), checked, help);
}

void Flags::positional(const char* name, int most) {
    impl_->positional.add(name, most);
}

}  // namespace lumbar
