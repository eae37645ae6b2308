// All layouts that this office knows: the shipped ones and those in DATA/layouts. Threads: immutable once loaded.
#pragma once

#include "cardio/cards/layout.h"

#include <map>
#include <memory>

namespace meterdesk {

/// Reads and checks one layout. LayoutInvalid with the JSON path and the reason.
Result<Layout> readLayout(const QByteArray& json);

class LayoutBook {
public:
    /// Shipped layouts, then the office's own (which may not take a shipped one's id). `problems`: files refused.
    static LayoutBook load(const QString& dataFolder, QStringList* problems = nullptr);
    const Layout* find(const QString& id) const;
    QList<const Layout*> ofFamily(CardFamily family) const;
    QStringList ids() const;
    void add(Layout layout);

private:
    std::map<QString, std::unique_ptr<Layout>> m_layouts;
};

} // namespace meterdesk
