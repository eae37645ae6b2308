// Help and wrong usage in the clerk's language: the parser itself speaks English only.
//
// Threads: main thread. A QCoreApplication and its translations must exist.
#pragma once

#include <CLI/CLI.hpp>
#include <QString>

namespace meterdesk::cli {

/// Descriptions and headings of a command and of all below it.
void translateHelp(CLI::App& app);

/// What is wrong, naming the word that is.
QString usageSentence(const CLI::ParseError& wrong, const CLI::App& app);

} // namespace meterdesk::cli
