# Lumbar::OnnxSchema: Debian's schema of ONNX files as C++ (onnx_schema.pb.h, namespace lumbar::onnx_schema), by protoc.
find_path(LUMBAR_ONNX_PROTO onnx.proto PATH_SUFFIXES onnx)
need(LUMBAR_ONNX_PROTO libonnx-dev)
find_program(LUMBAR_PROTOC protoc)
need(LUMBAR_PROTOC protobuf-compiler)
# Debian's LibTorch loads the whole libprotobuf, so the shared edition uses that copy: the two libraries hold the same
# symbols.  The other editions need no more than the archive of its lite part.
set(protobuf protobuf-lite)
if(LUMBAR_EDITION STREQUAL shared)
  set(protobuf protobuf)
endif()
need_library(Lumbar::Protobuf google/protobuf/message_lite.h ${protobuf} libprotobuf-dev)
find_package(Threads REQUIRED)
target_link_libraries(Lumbar::Protobuf INTERFACE Threads::Threads)

# Made now, not by the build: clang-tidy reads the header after configuring alone.  The package is renamed because
# LibTorch has classes of the same names; files do not contain it.
set(onnx_folder ${CMAKE_BINARY_DIR}/onnx_schema)
set(onnx_proto ${LUMBAR_ONNX_PROTO}/onnx.proto)
if(${onnx_proto} IS_NEWER_THAN ${onnx_folder}/onnx_schema.pb.cc
   OR ${CMAKE_CURRENT_LIST_FILE} IS_NEWER_THAN ${onnx_folder}/onnx_schema.pb.cc)
  file(READ ${onnx_proto} schema)
  string(REPLACE "\npackage onnx;" "\npackage lumbar.onnx_schema;" schema "${schema}")
  file(WRITE ${onnx_folder}/onnx_schema.proto "${schema}")
  execute_process(COMMAND ${LUMBAR_PROTOC} --cpp_out=${onnx_folder} --proto_path=${onnx_folder} onnx_schema.proto
                  COMMAND_ERROR_IS_FATAL ANY)
endif()
add_library(lumbar_onnx_schema STATIC ${onnx_folder}/onnx_schema.pb.cc)
target_include_directories(lumbar_onnx_schema SYSTEM PUBLIC ${onnx_folder})
target_link_libraries(lumbar_onnx_schema PUBLIC Lumbar::Protobuf)
add_library(Lumbar::OnnxSchema ALIAS lumbar_onnx_schema)
