#include "report/write_page.h"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <regex>
#include <string>

#include "base/error.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::string written(std::string_view title, const Json& data) {
    const TemporaryFolder folder;
    write_page(folder / "page.html", title, data);
    return read_text_file(folder / "page.html");
}

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}

std::string between(const std::string& text, std::string_view start, std::string_view end) {
    const std::size_t first = text.find(start);
    if (first == text.npos) return "";
    return text.substr(first + start.size(), text.find(end, first + start.size()) - first - start.size());
}

std::string data_of(const std::string& html) {
    return between(html, R"(<script type="application/json" id="data">)", "</script>");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(holds_its_data_and_needs_nothing_else) {
    const Json data = {{"kind", "patient"}, {"patient_id", "4711"}};
    const std::string html = written("Patient 4711", data);
    BOOST_TEST(html.starts_with("<!DOCTYPE html>"));
    BOOST_TEST(html.ends_with("</html>\n"));
    BOOST_TEST(contains(html, "<title>Patient 4711</title>"));
    BOOST_TEST((Json::parse(data_of(html)) == data));
    BOOST_TEST(contains(html, "Chart.js v3.9.1"));
    // Nothing is loaded, whoever wrote it.
    BOOST_TEST(
        !std::regex_search(html, std::regex(R"re(<(script|img|iframe|link)[^>]* (src|href)="(?!data:))re")));
    BOOST_TEST(!contains(html, "@import"));
    BOOST_TEST(!contains(html, "{{"));
}

BOOST_AUTO_TEST_CASE(says_whose_the_charts_are_and_what_it_is_not) {
    const std::string html = written("", Json::object());
    BOOST_TEST(contains(html, "Not a medical device"));
    BOOST_TEST(contains(html, "Copyright (c) 2014-2022 Chart.js Contributors"));
    BOOST_TEST(contains(html, "Permission is hereby granted, free of charge"));
}

BOOST_AUTO_TEST_CASE(is_small_beside_its_data) {
    const std::size_t empty = written("", Json::object()).size();
    BOOST_TEST(empty < 400'000U);
    const std::string picture(100'000, 'A');
    BOOST_TEST(written("", {{"png", picture}}).size() < empty + picture.size() + 20);
}

// Debian's Chart.js contains no eval, and no style that a checksum would not know.
BOOST_AUTO_TEST_CASE(lets_no_script_run_but_its_own) {
    const std::string policy =
        between(written("", Json::object()), "Content-Security-Policy\" content=\"", "\"");
    BOOST_TEST(contains(policy, "default-src 'none'"));
    BOOST_TEST(std::regex_search(
        policy, std::regex("script-src 'sha256-[A-Za-z0-9+/]{43}=' 'sha256-[A-Za-z0-9+/]{43}=';")));
    BOOST_TEST(std::regex_search(policy, std::regex("style-src 'sha256-[A-Za-z0-9+/]{43}=';")));
    BOOST_TEST(!contains(policy, "unsafe"));
    BOOST_TEST(!contains(policy, "http"));
}

BOOST_AUTO_TEST_CASE(no_text_ends_the_element_that_it_stands_in) {
    const std::string evil = "</script><script>alert(1)</script><!--<script>\" ' & \x01 \u2028";
    const Json data = {{"kind", evil}, {evil, {evil}}};
    const std::string html = written("</title>" + evil, data);
    const std::string plain = written("", Json::object());
    for (const char* tag : {"<script", "</script", "<!--", "<title>", "</title>"}) {
        BOOST_TEST(count_of(html, tag) == count_of(plain, tag), tag);
    }
    BOOST_TEST((Json::parse(data_of(html)) == data));
    BOOST_TEST(contains(html, "<title>&#60;/title&#62;&#60;/script&#62;"));
    BOOST_TEST(contains(html, "&#34; &#39; &#38;   \u2028</title>"));
}

BOOST_AUTO_TEST_CASE(data_may_hold_the_words_of_the_template) {
    const Json data = {{"text", "{{data}}{{title}}{{style}}"}};
    const std::string html = written("{{data}}", data);
    BOOST_TEST(contains(html, "<title>{{data}}</title>"));
    BOOST_TEST((Json::parse(data_of(html)) == data));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_replaced) {
    const std::string html = written("a\xFF\xC3", {{"name", "M\xFCller"}});
    BOOST_TEST(contains(html, "<title>a\uFFFD\uFFFD</title>"));
    BOOST_TEST((Json::parse(data_of(html)).at("name") == "M\uFFFDller"));
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_null) {
    const Json read = Json::parse(
        data_of(written("", {{"loss", std::numeric_limits<double>::quiet_NaN()}, {"lr", 1e-300}})));
    BOOST_TEST(read.at("loss").is_null());
    BOOST_TEST(read.at("lr").get<double>() == 1e-300);
}

BOOST_AUTO_TEST_CASE(replaces_an_older_page_whole_and_leaves_nothing_beside_it) {
    const TemporaryFolder folder;
    write_text(folder / "page.html", std::string(1'000'000, 'x'));
    write_page(folder / "page.html", "new", Json::object());
    BOOST_TEST(read_text_file(folder / "page.html") == written("new", Json::object()));
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        files += entry.exists() ? 1 : 0;
    BOOST_TEST(files == 1U);
}

BOOST_AUTO_TEST_CASE(an_unwritable_place_is_an_output_error) {
    BOOST_TEST(
        contains(refusal_of([] { write_page("/absent/page.html", "", Json::object()); }, ExitCode::output),
                 "/absent/page.html"));
}

BOOST_AUTO_TEST_SUITE_END()
