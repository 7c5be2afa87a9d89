# Finds every dependency, or stops with the Debian package that provides it.  Nothing is vendored.
#
# LUMBAR_EDITION says what they are: `shared` takes Debian's libraries; `static` the archives that build_static.sh made
# in LUMBAR_PREFIX, and links nothing else; `cuda` the LibTorch at LUMBAR_LIBTORCH, beside archives for all the rest.

macro(need found package)
  if(NOT ${found})
    message(FATAL_ERROR "${package} is missing.  On Debian 12:  sudo apt-get install ${package}\n"
                        "(all at once:  make deps)")
  endif()
endmacro()

# need_library(Lumbar::Name header library debian-package [include subfolder])
function(need_library target header library package)
  string(MAKE_C_IDENTIFIER ${target} id)
  find_path(${id}_INCLUDE ${header} PATH_SUFFIXES ${ARGN})
  need(${id}_INCLUDE ${package})
  if(library)
    find_library(${id}_LIBRARY ${library})
    need(${id}_LIBRARY ${package})
    add_library(${target} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${${id}_LIBRARY})
  else()
    add_library(${target} INTERFACE IMPORTED GLOBAL)
  endif()
  set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${${id}_INCLUDE})
endfunction()

if(NOT LUMBAR_EDITION STREQUAL shared)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(Boost_USE_STATIC_LIBS ON)
  list(PREPEND CMAKE_PREFIX_PATH ${LUMBAR_PREFIX})
endif()

if(LUMBAR_EDITION STREQUAL cuda)  # one OpenMP for LibTorch and us: two would keep twice the threads spinning
  file(GLOB gomp ${LUMBAR_LIBTORCH}/lib/libgomp*.so*)
  set(OpenMP_gomp_LIBRARY "${gomp}" CACHE FILEPATH "LibTorch's own OpenMP")
endif()
find_package(OpenMP COMPONENTS CXX QUIET)
need(OpenMP_CXX_FOUND g++)
find_package(spdlog QUIET CONFIG)
need(spdlog_FOUND libspdlog-dev)
add_library(Lumbar::Spdlog INTERFACE IMPORTED GLOBAL)
if(LUMBAR_EDITION STREQUAL shared)
  target_link_libraries(Lumbar::Spdlog INTERFACE spdlog::spdlog)
else()  # neither spdlog nor fmt comes as an archive: their headers alone, which lie in the compiler's own path
  find_package(Threads REQUIRED)
  target_link_libraries(Lumbar::Spdlog INTERFACE Threads::Threads)
  target_compile_definitions(Lumbar::Spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
endif()
find_package(nlohmann_json QUIET CONFIG)
need(nlohmann_json_FOUND nlohmann-json3-dev)
find_package(Boost QUIET COMPONENTS program_options)
need(Boost_PROGRAM_OPTIONS_FOUND libboost-program-options-dev)
if(LUMBAR_TESTS)
  find_package(Boost QUIET COMPONENTS unit_test_framework)
  need(Boost_UNIT_TEST_FRAMEWORK_FOUND libboost-test-dev)
  if(LUMBAR_EDITION STREQUAL shared)
    target_compile_definitions(Boost::unit_test_framework INTERFACE BOOST_TEST_DYN_LINK)
  endif()
endif()

need_library(Lumbar::Csv csv.h csv libcsv-dev)
need_library(Lumbar::Zlib zlib.h z zlib1g-dev)
need_library(Lumbar::Stb stb_image.h "" libstb-dev stb)
need_library(Lumbar::OpenJpeg openjpeg.h openjp2 libopenjp2-7-dev openjpeg-2.5 openjpeg-2.4)
need_library(Lumbar::Minizip minizip/unzip.h minizip libminizip-dev)
target_link_libraries(Lumbar::Minizip INTERFACE Lumbar::Zlib)  # as an archive it does not say so

find_package(DCMTK QUIET CONFIG)
need(DCMTK_FOUND libdcmtk-dev)
add_library(Lumbar::Dcmtk INTERFACE IMPORTED GLOBAL)
target_link_libraries(Lumbar::Dcmtk INTERFACE DCMTK::dcmdata DCMTK::dcmjpeg DCMTK::dcmjpls)
add_library(Lumbar::DcmtkReports INTERFACE IMPORTED GLOBAL)  # structured reports
target_link_libraries(Lumbar::DcmtkReports INTERFACE DCMTK::dcmsr)
if(NOT LUMBAR_EDITION STREQUAL shared)
  include(${CMAKE_CURRENT_LIST_DIR}/dcmtk/static.cmake)
endif()

include(${CMAKE_CURRENT_LIST_DIR}/libtorch/${LUMBAR_EDITION}.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/libtorch/c10d.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/onnx_schema.cmake)
