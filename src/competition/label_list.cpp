#include "competition/label_list.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

#include "base/atomic_file.h"
#include "base/known_names.h"
#include "base/log.h"
#include "files/csv.h"

namespace lumbar {
namespace {

// "Spinal Canal Stenosis" -> "spinal_canal_stenosis", "L1/L2" -> "l1_l2".
std::string plain_name(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return c == ' ' || c == '/' ? '_' : static_cast<char>(std::tolower(c));
    });
    return text;
}

}  // namespace

LabelList read_label_list(const std::filesystem::path& path) {
    const CsvTable table = read_csv(path);
    const std::size_t study = table.column("study_id"), target = table.column("target"),
                      level = table.column("level");
    LabelList list;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const std::string where = table.where(row);
        const auto condition = index_of(kConditionNames, plain_name(table.at(row, target)), "target", where);
        const auto at = index_of(kLevelNames, plain_name(table.at(row, level)), "level", where);
        list.push_back({table.at(row, study), {at, static_cast<Condition>(condition)}});
    }
    return list;
}

void write_label_list(const std::filesystem::path& path, const LabelList& list) {
    AtomicFile file(path);
    file.write("study_id,target,level\n");
    for (const LabelPlace& place : list) {
        std::string line = csv_field(place.study);
        line.append(",").append(kConditionNames[index(place.finding.condition)]);
        line.append(",").append(kLevelNames[place.finding.level]);
        file.write(line + "\n");
    }
    file.commit();
}

int drop_labels(std::map<std::string, StudyLabels>& labels, const LabelList& list) {
    int dropped = 0;
    std::set<std::string> unknown;
    for (const LabelPlace& place : list) {
        const auto study = labels.find(place.study);
        if (study == labels.end()) {
            unknown.insert(place.study);
            continue;
        }
        int& label = study->second[place.finding];
        if (std::exchange(label, kUnlabelled) != kUnlabelled) ++dropped;
    }
    if (!unknown.empty()) {
        log_warning("the list of labels to drop names " + std::to_string(unknown.size()) +
                    " studies that have no labels, the first: " + *unknown.begin());
    }
    return dropped;
}

}  // namespace lumbar
