# What room report embeds: template, style and scripts of the pages, and Chart.js, assembled into one file and
# compressed.  The scripts follow each other in this order.  A further kind of page: its .js (and .css)
# file, a line here.
set(page_parts
    base.css patient.css cohort.css training.css evaluation.css
    dom.js format.js grades.js table.js chart.js  # what the views share
    patient_grid.js patient_pictures.js patient_votes.js patient_finding.js patient.js
    cohort.js cohort_studies.js
    training_charts.js training.js
    evaluation_grid.js evaluation_subset.js evaluation_tables.js evaluation.js
    main.js)  # the last: it draws
find_file(LUMBAR_CHART_JS chart.min.js PATH_SUFFIXES share/javascript/chart.js)
need(LUMBAR_CHART_JS libjs-chart.js)

set(page_folder ${CMAKE_CURRENT_SOURCE_DIR}/report/page)
list(TRANSFORM page_parts PREPEND ${page_folder}/ OUTPUT_VARIABLE page_files)
set(page ${CMAKE_BINARY_DIR}/report/page.html)
string(REPLACE ";" "," page_list "${page_files}")
add_custom_command(
  OUTPUT ${page}.gz
  COMMAND ${CMAKE_COMMAND} -D OUTPUT=${page} -D TEMPLATE=${page_folder}/page.html -D PARTS=${page_list}
          -D CHART=${LUMBAR_CHART_JS} -P ${CMAKE_CURRENT_SOURCE_DIR}/report/assemble_page.cmake
  COMMAND gzip -9 -n -c ${page} >${page}.gz
  DEPENDS ${page_folder}/page.html ${page_files} ${LUMBAR_CHART_JS}
          ${CMAKE_CURRENT_SOURCE_DIR}/report/assemble_page.cmake)
set(embedded_page ${CMAKE_BINARY_DIR}/report/embedded_page.cpp)
configure_file(report/embedded_page.cpp.in ${embedded_page} @ONLY)
set_source_files_properties(${embedded_page} PROPERTIES OBJECT_DEPENDS ${page}.gz)
target_sources(lumbar_report PRIVATE ${embedded_page})
