// Describes flag values to Boost.Program_options: how the text of a flag becomes a number, a path or a list,
// and what is refused.  Values that do not fit throw Error (usage) naming the flag.
#pragma once

#include <boost/program_options.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lumbar {

namespace po = boost::program_options;

// The default of --threads.
int hardware_threads();

[[noreturn]] void refuse(const std::string& flag, const std::string& expected, const std::string& found);

inline constexpr const char* kPathName = "PATH";  // marks the flags that name files

// boost reads a path with operator>>, which stops at a space; so paths are read as strings.
po::typed_value<std::string>* path_value(std::filesystem::path& target);
po::typed_value<std::string>* path_value(std::optional<std::filesystem::path>& target);

po::typed_value<std::vector<std::string>>* path_list_value(std::vector<std::filesystem::path>& target);

std::vector<std::string> split_at_commas(const std::string& text);

po::typed_value<int>* count_value(int& target, int standard, const char* flag, int low, int high);

// More than 0.
po::typed_value<double>* series_gb_value(double& target);

// A `standard` of null: empty unless given.
po::typed_value<std::string>* choice_value(std::string& target, const char* standard, const char* flag,
                                           const std::vector<std::string>& choices);

po::typed_value<std::string>* list_value(std::vector<std::string>& target);
// Numbers and ranges: "0,2", "0-3", "-1".
po::typed_value<std::string>* list_value(std::vector<int>& target, const char* flag);

// Hours, minutes or seconds: "8.5h", "30m", "600s".
po::typed_value<std::string>* duration_value(std::optional<double>& target_s, const char* flag);

// A flag of its own for one training setting: "--epochs 3" is "--set epochs=3".
po::typed_value<std::string>* setting_value(std::vector<std::string>& target, const char* setting);

}  // namespace lumbar
