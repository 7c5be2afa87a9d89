// `lumbar predict` and `lumbar check` on the software driver: the program that is shipped, the worker and the
// PTX in it.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "files/csv.h"
#include "files/text_file.h"
#include "support/drawn_studies.h"
#include "support/files.h"
#include "support/refusal.h"
#include "support/run_lumbar.h"
#include "support/soft_gpu.h"

BOOST_AUTO_TEST_SUITE(gpu_predict)

using namespace lumbar::test;

const DrawnStudies& drawn() {
    static const DrawnStudies studies(2);
    return studies;
}

struct Prediction {
    int code = -1;
    std::string printed, submission;
};

Prediction predict(const Arguments& more) {
    const TemporaryFolder folder;
    const auto output = folder / "submission.csv";
    Arguments arguments{"predict",  "--data",        drawn().data(), "--weights", drawn().weights(),
                        "--output", output.string(), "--tta",        "1",         "--threads",
                        "2"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto outcome = run_lumbar(arguments);
    return {outcome.code, outcome.printed,
            std::filesystem::exists(output) ? lumbar::read_text_file(output) : std::string()};
}

// On the CPU in float32: what all others must agree with.
const std::string& on_the_cpu() {
    static const std::string submission = [] {
        const Prediction prediction = predict({"--device", "cpu", "--precision", "fp32"});
        BOOST_REQUIRE_MESSAGE(prediction.code == 0, prediction.printed);
        return prediction.submission;
    }();
    return submission;
}

std::map<std::string, std::vector<double>> rows_of(const std::string& submission) {
    std::map<std::string, std::vector<double>> rows;
    std::istringstream lines(submission);
    std::string line;
    std::getline(lines, line);  // names of the columns
    while (std::getline(lines, line)) {
        std::istringstream cells(line);
        std::string id, cell;
        std::getline(cells, id, ',');
        while (std::getline(cells, cell, ',')) rows[id].push_back(std::stod(cell));
    }
    return rows;
}

double largest_difference(const std::string& found, const std::string& expected) {
    const auto found_rows = rows_of(found), expected_rows = rows_of(expected);
    BOOST_TEST_REQUIRE(found_rows.size() == expected_rows.size());
    BOOST_TEST_REQUIRE(found_rows.size() == 50u);
    double largest = 0;
    for (const auto& [id, row] : expected_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            largest = std::max(largest, std::abs(found_rows.at(id).at(i) - row[i]));
        }
    }
    return largest;
}

void check_like_cpu(const Prediction& prediction, double bound) {
    BOOST_TEST(prediction.code == 0, prediction.printed);
    const double difference = largest_difference(prediction.submission, on_the_cpu());
    BOOST_TEST_MESSAGE("largest difference of a probability " << difference);
    BOOST_TEST(difference <= bound, prediction.printed);
}

// series_id,level,side,relative_x,relative_y
void check_same_points(const lumbar::CsvTable& found, const lumbar::CsvTable& expected, double bound) {
    BOOST_TEST_REQUIRE(found.size() == expected.size());
    BOOST_TEST(found.size() == 40u);  // of two series of either study, ten each
    double largest = 0;
    for (std::size_t row = 0; row < expected.size(); ++row) {
        for (const char* name : {"series_id", "level", "side"}) {
            const auto column = expected.column(name);
            BOOST_TEST_REQUIRE(found.at(row, column) == expected.at(row, column));
        }
        for (const char* name : {"relative_x", "relative_y"}) {
            const auto column = expected.column(name);
            largest = std::max(
                largest, std::abs(std::stod(found.at(row, column)) - std::stod(expected.at(row, column))));
        }
    }
    BOOST_TEST_MESSAGE("largest difference of a coordinate " << largest);
    BOOST_TEST(largest <= bound);
}

// Kernels that the software GPU launches for both studies, the self-check before them included.
int launches_of_a_run() {
    static const int launches = [] {
        const TemporaryFolder folder;
        const auto report = folder / "report.csv";
        const SoftGpu soft({.report = report.string()});
        check_like_cpu(predict({"--device", "gpu", "--precision", "fp16"}), 2e-3);
        std::istringstream lines(lumbar::read_text_file(report));
        std::string line, kernel, count;
        std::getline(lines, line);
        BOOST_TEST_REQUIRE(line.starts_with("kernel,launches"));
        int sum = 0;
        while (std::getline(lines, kernel, ',') && std::getline(lines, count, ',') &&
               std::getline(lines, line)) {
            sum += std::stoi(count);
        }
        return sum;
    }();
    return launches;
}

// The software GPU fails while it computes the second study: the submission is whole and the same, and the
// log says what happened.
void check_survived(const std::string& trouble) {
    const int launch = launches_of_a_run() * 4 / 5;
    const SoftGpu soft({.trouble = trouble + ":" + std::to_string(launch)});
    const Prediction prediction = predict({"--device", "auto", "--precision", "fp16"});
    check_like_cpu(prediction, 2e-3);
    BOOST_TEST(contains(prediction.printed, "is graded again on the CPU"), prediction.printed);
}

// A point of stage 1 that differs in its last bit can turn a crop by a step of the rotation's 1/32 px, which
// moves grades by more than the nets' arithmetic does: both are compared apart, and then, more loosely,
// together.
BOOST_AUTO_TEST_CASE(a_gpu_in_float32_gives_the_cpus_submission) {
    const TemporaryFolder folder;
    const auto cpu_points = (folder / "cpu.csv").string(), gpu_points = (folder / "gpu.csv").string();
    predict({"--device", "cpu", "--precision", "fp32", "--save-points", cpu_points});
    const SoftGpu soft({.compute = 60});
    check_like_cpu(predict({"--device", "gpu", "--precision", "fp32", "--save-points", gpu_points}), 1e-3);
    check_same_points(lumbar::read_csv(gpu_points), lumbar::read_csv(cpu_points), 1e-6);
    check_like_cpu(predict({"--device", "gpu", "--precision", "fp32", "--points", cpu_points}), 1e-4);
}

BOOST_AUTO_TEST_CASE(tensor_cores_in_float16_give_the_cpus_submission_within_two_thousandths) {
    for (const int compute : {75, 80}) {
        const SoftGpu soft({.compute = compute});
        const Prediction prediction = predict({"--device", "auto"});
        check_like_cpu(prediction, 2e-3);
        BOOST_TEST(contains(prediction.printed, "float16"), prediction.printed);
    }
}

BOOST_AUTO_TEST_CASE(two_gpus_give_the_bytes_of_one) {
    const SoftGpu one({.count = 1});
    const std::string alone = predict({"--device", "gpu"}).submission;
    const SoftGpu two({.count = 2});
    const Prediction shared = predict({"--device", "gpu"});
    BOOST_TEST(contains(shared.printed, "GPU 1"), shared.printed);
    BOOST_TEST(shared.submission == alone);
}

BOOST_AUTO_TEST_CASE(without_a_gpu_the_cpu_computes_and_the_log_says_why) {
    const SoftGpu soft({.trouble = "no-device"});
    const Prediction prediction = predict({"--device", "auto", "--precision", "fp32"});
    BOOST_TEST(prediction.submission == on_the_cpu());
    BOOST_TEST(contains(prediction.printed, "CUDA_ERROR_NO_DEVICE"), prediction.printed);
    const Prediction insisted = predict({"--device", "gpu"});
    BOOST_TEST(insisted.code == 2);
    BOOST_TEST(insisted.submission.empty());
}

BOOST_AUTO_TEST_CASE(a_driver_too_old_for_the_kernels_is_named) {
    const SoftGpu soft({.driver = 9000});  // whose PTX is older than mma.sync
    const Prediction prediction = predict({"--device", "auto"});
    BOOST_TEST(prediction.code == 0, prediction.printed);
    BOOST_TEST(contains(prediction.printed, "too old"), prediction.printed);
    BOOST_TEST(rows_of(prediction.submission).size() == 50u);
}

BOOST_AUTO_TEST_CASE(a_gpu_without_memory_is_not_used) {
    const SoftGpu soft({.memory_mb = 1});
    const Prediction prediction = predict({"--device", "auto", "--precision", "fp32"});
    BOOST_TEST(prediction.submission == on_the_cpu());
    BOOST_TEST(contains(prediction.printed, "memory are free"), prediction.printed);
}

BOOST_AUTO_TEST_CASE(a_kernel_that_faults_in_a_study_costs_nothing) {
    check_survived("fault");
}

BOOST_AUTO_TEST_CASE(a_worker_that_crashes_in_a_study_costs_nothing) {
    check_survived("crash");
}

BOOST_AUTO_TEST_CASE(a_gpu_that_disappears_between_studies_costs_nothing) {
    check_survived("gone");
}

BOOST_AUTO_TEST_CASE(check_prints_a_table_and_its_exit_code_tells_whether_all_agree) {
    const Arguments check{"check", "--weights", drawn().weights(), "--threads", "2"};
    {
        const SoftGpu soft({.compute = 75});
        const auto outcome = run_lumbar(check);
        BOOST_TEST(outcome.code == 0, outcome.printed);
        BOOST_TEST(contains(outcome.printed, "all agree"), outcome.printed);
        BOOST_TEST(contains(outcome.printed, "GPU 0 (Soft GPU 0), float16"), outcome.printed);
        BOOST_TEST(contains(outcome.printed, "CPU, float32"), outcome.printed);
    }
    const SoftGpu wrong({.compute = 75, .trouble = "wrong"});
    const auto outcome = run_lumbar(check);
    BOOST_TEST(outcome.code == 6, outcome.printed);
    BOOST_TEST(contains(outcome.printed, "DIFFERS"), outcome.printed);
}

BOOST_AUTO_TEST_SUITE_END()
