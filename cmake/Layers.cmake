# meterdesk_layer(NAME below...): a folder is a library that may include itself and the layers named.
# Linking keeps out their symbols; the scan (cmake/check_layer.cmake) keeps out their headers, and the
# Qt modules a layer has no business with, because all Qt modules share one include parent.
function(meterdesk_layer name)
  cmake_parse_arguments(arg "" "" "BELOW;QT" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(meterdesk_${name} STATIC ${sources})
  set_target_properties(meterdesk_${name} PROPERTIES AUTOMOC ON)
  target_include_directories(meterdesk_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(meterdesk_${name} PRIVATE meterdesk_warnings)
  foreach(below IN LISTS arg_BELOW)
    target_link_libraries(meterdesk_${name} PUBLIC meterdesk_${below})
  endforeach()
  foreach(module IN LISTS arg_QT)
    target_link_libraries(meterdesk_${name} PUBLIC Qt6::${module})
  endforeach()
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/layer.stamp)
  list(JOIN arg_BELOW "," below_list)
  list(JOIN arg_QT "," qt_list)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -DLAYER=${name} -DBELOW=${below_list} -DQT=${qt_list}
            -DDIR=${CMAKE_CURRENT_SOURCE_DIR} -DSTAMP=${stamp} -P ${CMAKE_SOURCE_DIR}/cmake/check_layer.cmake
    DEPENDS ${sources} ${CMAKE_SOURCE_DIR}/cmake/check_layer.cmake
    COMMENT "Layer ${name}: includes" VERBATIM)
  add_custom_target(layer_${name} DEPENDS ${stamp})
  add_dependencies(meterdesk_${name} layer_${name})
  add_dependencies(generated meterdesk_${name}_autogen)
endfunction()
