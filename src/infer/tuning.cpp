#include "infer/tuning.h"

#include <cstdlib>
#include <limits>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/log.h"
#include "config/version.h"
#include "files/crc32.h"
#include "files/json_fields.h"
#include "nn/library_versions.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

torch::ScalarType precision_of(const JsonFields& fields, const std::string& where) {
    const std::string name = fields.text("precision");
    if (const auto precision = value_of(kTunedPrecisionNames, name)) return *precision;
    throw Error({"unknown precision", where, "fp32 or bf16", name});
}

ConvChoice choice_of(const JsonFields& fields, const std::string& where) {
    constexpr int kMostValues = 1 << 30;
    const std::string algorithm = fields.text("algorithm");
    if (algorithm == "direct") return {};
    if (algorithm != "winograd") throw Error({"unknown algorithm", where, "direct or winograd", algorithm});
    return {ConvAlgorithm::winograd, fields.whole_number("values_at_once", 1, kMostValues)};
}

Tuning parsed(const Json& json, const std::string& where) {
    const JsonFields fields(json, where, ExitCode::data);
    fields.require_known_keys({"machine", "precision", "convolutions"});
    if (const std::string machine = fields.text("machine"); machine != tuned_machine()) {
        throw Error({"it is of another machine or version", where, tuned_machine(), machine});
    }
    Tuning tuning;
    if (fields.has("precision")) tuning.precision = precision_of(fields, where);
    for (const Json& entry : fields.array("convolutions")) {
        const JsonFields conv(entry, where, ExitCode::data);
        conv.require_known_keys({"precision", "in", "out", "algorithm", "values_at_once"});
        constexpr int kMostChannels = std::numeric_limits<int>::max();
        tuning.convs.set({precision_of(conv, where), conv.whole_number("in", 1, kMostChannels),
                          conv.whole_number("out", 1, kMostChannels)},
                         choice_of(conv, where));
    }
    return tuning;
}

}  // namespace

std::string tuned_machine() {
    return cpu_model() + ", " + std::string(cpu_isa_name(cpu_isa())) + ", oneDNN " + onednn_version() +
           ", lumbar " + std::string(version());
}

fs::path tuning_file() {
    if (const char* file = std::getenv("LUMBAR_TUNING")) return file;
    fs::path cache;
    if (const char* folder = std::getenv("XDG_CACHE_HOME"); folder && *folder) {
        cache = folder;
    } else if (const char* home = std::getenv("HOME"); home && *home) {
        cache = fs::path(home) / ".cache";
    } else {
        return {};
    }
    const std::string machine = tuned_machine();
    return cache / "lumbar" /
           ("tuning-" + std::to_string(crc32_of(machine.data(), machine.size())) + ".json");
}

Tuning read_tuning(const fs::path& file) {
    std::error_code failure;
    if (file.empty()) return {};
    if (!fs::exists(file, failure)) {
        const char* named = std::getenv("LUMBAR_TUNING");
        if (!named || file != named) return {};
        throw Error({"no such file", "LUMBAR_TUNING", "a file by lumbar tune, or empty for none", named},
                    ExitCode::usage);
    }
    try {
        return parsed(read_json(file), file.string());
    } catch (const Error& e) {
        if (e.code() != ExitCode::data) throw;
        log_warning("the tuning is not used: " + std::string(e.what()) + " (lumbar tune writes it anew)");
        return {};
    }
}

void write_tuning(const fs::path& file, const Tuning& tuning) {
    Json json = {{"machine", tuned_machine()}};
    if (tuning.precision) json["precision"] = name_of(kTunedPrecisionNames, *tuning.precision);
    Json& convs = json["convolutions"] = Json::array();
    for (const auto& [kind, choice] : tuning.convs.own()) {
        Json entry = {
            {"precision", name_of(kTunedPrecisionNames, kind.precision)}, {"in", kind.in}, {"out", kind.out}};
        const bool is_winograd = choice.algorithm == ConvAlgorithm::winograd;
        entry["algorithm"] = is_winograd ? "winograd" : "direct";
        if (is_winograd) entry["values_at_once"] = choice.values_at_once;
        convs.push_back(std::move(entry));
    }
    write_file_atomically(file, json.dump(1) + "\n");
}

}  // namespace lumbar
