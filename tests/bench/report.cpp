#include "tests/bench/measure.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace meterdesk::bench {
namespace {

double threadCpu() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

QString shown(double value) {
    return QString::number(value, 'f', value < 10 ? 2 : value < 1000 ? 1 : 0);
}

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

/// Columns aligned by the longest cell.
void printTable(const QList<QStringList>& rows) {
    QList<qsizetype> widths;
    for (const QStringList& row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i == widths.size())
                widths.append(0);
            widths[i] = std::max(widths[i], row[i].size());
        }
    for (const QStringList& row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += (i < 2 ? row[i].leftJustified(widths[i]) : row[i].rightJustified(widths[i])) + QStringLiteral("  ");
        std::printf("%s\n", qUtf8Printable(line.trimmed()));
    }
}

} // namespace

Took timed(const std::function<void()>& work) {
    const double cpu = threadCpu();
    const auto wall = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - wall;
    return {took.count(), threadCpu() - cpu};
}

double median(std::vector<double> values) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

Figure figureOf(const QString& bench, const QString& what, const std::vector<double>& ours,
                const std::vector<double>& theirs, std::optional<double> target, double divisor) {
    Figure figure;
    figure.bench = bench;
    figure.what = what;
    figure.ours = median(ours) / divisor;
    figure.theirs = median(theirs) / divisor;
    figure.unit = QStringLiteral("us");
    figure.target = target;
    figure.pairs = static_cast<qsizetype>(ours.size());
    std::vector<double> ratios;
    for (std::size_t i = 0; i < ours.size(); ++i)
        ratios.push_back(ours[i] / std::max(theirs[i], 1e-3));
    figure.ratio = median(ratios);
    return figure;
}

std::optional<bool> Figure::met() const {
    if (!target)
        return std::nullopt;
    return atLeast ? ratio >= *target : ratio <= *target;
}

QJsonObject Figure::json() const {
    QJsonObject object{{QStringLiteral("bench"), bench},        {QStringLiteral("what"), what},
                       {QStringLiteral("ours"), rounded(ours)}, {QStringLiteral("opponent"), rounded(theirs)},
                       {QStringLiteral("unit"), unit},          {QStringLiteral("ratio"), rounded(ratio)},
                       {QStringLiteral("pairs"), qint64(pairs)}};
    if (target) {
        object[QStringLiteral("target")] = *target;
        object[QStringLiteral("atLeast")] = atLeast;
        object[QStringLiteral("met")] = *met();
    }
    return object;
}

bool Report::sound() const {
    return std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.good; });
}

void Report::print(const Options& options) const {
    if (options.json) {
        QJsonArray rows, facts;
        for (const Figure& figure : figures)
            rows.append(figure.json());
        for (const Check& check : checks)
            facts.append(QJsonObject{{QStringLiteral("bench"), check.bench},
                                     {QStringLiteral("what"), check.what},
                                     {QStringLiteral("good"), check.good}});
        const QJsonObject all{{QStringLiteral("size"), options.bySize(QStringLiteral("full"), QStringLiteral("quick"),
                                                                      QStringLiteral("smoke"))},
                              {QStringLiteral("figures"), rows},
                              {QStringLiteral("checks"), facts},
                              {QStringLiteral("notes"), QJsonArray::fromStringList(notes)}};
        std::printf("%s\n", QJsonDocument(all).toJson(QJsonDocument::Indented).trimmed().constData());
        return;
    }
    for (const QString& note : notes)
        std::printf("%s\n", qUtf8Printable(note));
    QList<QStringList> table{{QStringLiteral("bench"), QStringLiteral("what"), QStringLiteral("ours"),
                              QStringLiteral("opponent"), QStringLiteral("unit"), QStringLiteral("pairs"),
                              QStringLiteral("ratio"), QStringLiteral("target"), QString()}};
    for (const Figure& figure : figures) {
        const auto met = figure.met();
        table.append({figure.bench, figure.what, shown(figure.ours), shown(figure.theirs), figure.unit,
                      QString::number(figure.pairs), QString::number(figure.ratio, 'f', 2),
                      figure.target ? QStringLiteral("%1 %2").arg(figure.atLeast ? u">=" : u"<=").arg(*figure.target)
                                    : QString(),
                      met ? *met ? QStringLiteral("met") : QStringLiteral("MISSED") : QStringLiteral("-")});
    }
    printTable(table);
    for (const Check& check : checks)
        std::printf("%s %s: %s\n", check.good ? "ok    " : "FAILED", qUtf8Printable(check.bench),
                    qUtf8Printable(check.what));
}

void giveUp(const QString& why) {
    std::fprintf(stderr, "bench: %s\n", qUtf8Printable(why));
    std::exit(1);
}

void cannot(const char* what, const Error& error) {
    giveUp(QStringLiteral("%1: %2 %3").arg(QLatin1String(what), error.name(), error.detail));
}

} // namespace meterdesk::bench
