// What every bench shares: how much to do, clocks, pairs, and what came out.
//
// A figure is a ratio: the median over pairs of ours / the opponent's, each pair measured side by side in this run, so
// that other work on the machine falls on both. Threads: main thread; free functions any.
#pragma once

#include "models/common/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

namespace meterdesk::bench {

enum class Size {
    Full,
    Quick, // for a first look: the same work, fewer pairs
    Smoke  // for the test of the benches themselves: a small office, a pair or two
};

struct Options {
    Size size = Size::Full;
    bool json = false;
    QString folder;     // where offices that take long to make are kept between runs
    QStringList chosen; // names of benches; empty: all

    /// One of three, by size.
    template <class T>
    T bySize(T full, T quick, T smoke) const {
        return size == Size::Full ? full : size == Size::Quick ? quick : smoke;
    }
};

/// Microseconds of one side of a pair.
struct Took {
    double wall = 0;
    double cpu = 0; // of the calling thread alone
};
Took timed(const std::function<void()>& work);

struct Figure {
    QString bench;
    QString what;
    double ours = 0, theirs = 0; // medians, in `unit`
    QString unit;
    double ratio = 0;             // median of the pairs' ratios
    std::optional<double> target; // none: for information
    bool atLeast = false;         // the ratio is to be at least the target; else at most
    qsizetype pairs = 0;

    std::optional<bool> met() const;
    QJsonObject json() const;
};

/// Something that must be so for the figures to mean anything.
struct Check {
    QString bench;
    QString what;
    bool good = false;
};

struct Report {
    QList<Figure> figures;
    QList<Check> checks;
    QStringList notes;

    void check(const QString& bench, const QString& what, bool good) { checks.append({bench, what, good}); }
    bool sound() const;
    void print(const Options& options) const;
};

double median(std::vector<double> values);
/// A figure of pairs; `ours` and `theirs` have the same length. `divisor`: pieces of work in each side of a pair.
Figure figureOf(const QString& bench, const QString& what, const std::vector<double>& ours,
                const std::vector<double>& theirs, std::optional<double> target, double divisor = 1);

/// Ends the program: a bench that can't be set up has no figures.
[[noreturn]] void giveUp(const QString& why);
[[noreturn]] void cannot(const char* what, const Error& error);

/// The value, or the end of the program.
template <class T>
T need(Result<T> result, const char* what) {
    if (!result)
        cannot(what, result.error());
    return std::move(*result);
}
inline void need(const Status& status, const char* what) {
    if (!status)
        cannot(what, status.error());
}

// The benches. Each adds to the report.
void benchSale(const Options& options, Report& report);
void benchFind(const Options& options, Report& report);
void benchImport(const Options& options, Report& report);
void benchWindow(const Options& options, Report& report);
/// A program of its own, started by benchWindow: opens the till on an office and prints how long its first frame took.
int firstFrame(int argc, char** argv);

} // namespace meterdesk::bench
