#include "config/shard.h"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>

#include "support/refusal.h"

using namespace lumbar;

namespace {

void set_slurm_task(const std::map<std::string, std::string>& values) {
    for (const char* name : {"ID", "MIN", "MAX", "STEP", "COUNT"}) {
        const std::string variable = std::string("SLURM_ARRAY_TASK_") + name;
        const auto value = values.find(name);
        if (value == values.end()) {
            unsetenv(variable.c_str());
        } else {
            setenv(variable.c_str(), value->second.c_str(), 1);
        }
    }
}

// Slurm's variables while it lives.
class SlurmTask {
  public:
    explicit SlurmTask(const std::map<std::string, std::string>& values) { set_slurm_task(values); }
    ~SlurmTask() { set_slurm_task({}); }
    SlurmTask(const SlurmTask&) = delete;
    SlurmTask& operator=(const SlurmTask&) = delete;
};

std::string refused(const std::string& text) {
    return test::refusal_of([&] { parse_shard(text); }, ExitCode::usage);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shards)

BOOST_AUTO_TEST_CASE(divide_studies_into_parts_that_are_disjoint_complete_and_even) {
    const std::vector<std::string> ids = {"1.9", "1.10", "1.2", "1.7", "1.5", "1.1", "1.4"};
    const auto parts = divide(ids, 3);
    // Sorted: 1.1 1.10 1.2 1.4 1.5 1.7 1.9
    BOOST_TEST(parts == (std::vector<int>{1, 2, 3, 3, 2, 1, 1}), boost::test_tools::per_element());
    BOOST_TEST(divide(ids, 1) == std::vector<int>(7, 1), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(are_read_from_a_fraction) {
    const Shard shard = parse_shard("3/16");
    BOOST_TEST(shard.part == 3);
    BOOST_TEST(shard.parts == 16);
    BOOST_TEST(part_name(shard) == "3/16");
}

BOOST_AUTO_TEST_CASE(refuse_what_is_no_part) {
    for (const char* text : {"", "3", "0/4", "5/4", "-1/4", "1/0", "a/b", "1/4x", "1/", "/4", "1/9999999"}) {
        BOOST_TEST(test::contains(refused(text), "PART/PARTS"), text);
    }
}

BOOST_AUTO_TEST_CASE(are_read_from_a_job_array_of_slurm) {
    const SlurmTask task({{"ID", "7"}, {"MIN", "3"}, {"MAX", "11"}, {"STEP", "2"}, {"COUNT", "5"}});
    BOOST_TEST(part_name(parse_shard("slurm")) == "3/5");
}

BOOST_AUTO_TEST_CASE(take_the_count_from_the_array_s_ends_where_slurm_does_not_say_it) {
    const SlurmTask task({{"ID", "16"}, {"MIN", "1"}, {"MAX", "16"}});
    BOOST_TEST(part_name(parse_shard("slurm")) == "16/16");
}

BOOST_AUTO_TEST_CASE(refuse_slurm_outside_of_an_array_and_an_array_with_gaps) {
    {
        const SlurmTask none({});
        BOOST_TEST(test::contains(refused("slurm"), "SLURM_ARRAY_TASK_ID"));
    }
    const SlurmTask gaps({{"ID", "3"}, {"MIN", "1"}, {"MAX", "7"}, {"STEP", "1"}, {"COUNT", "3"}});
    BOOST_TEST(test::contains(refused("slurm"), "without gaps"));
}

BOOST_AUTO_TEST_SUITE_END()
