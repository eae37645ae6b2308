// The reader over the card that lies on the shelf's reader, whichever process laid it there.
//
// Threads: as every CardReader; each call looks at the folder anew.
#pragma once

#include "cardio/simulator/shelffiles.h"
#include "cardio/simulator/simulatorreader.h"

#include <condition_variable>
#include <mutex>

namespace meterdesk::simulator {

class ShelfReader : public CardReader {
public:
    explicit ShelfReader(ShelfFiles files) : m_files(std::move(files)), m_inner(std::make_shared<SimulatorReader>()) {}
    QString name() const override { return QStringLiteral("simulator"); }
    Result<std::unique_ptr<CardChannel>> connect() override;
    Result<CardPresence> waitForChange(int timeoutMs) override;
    void cancel() override;
    Result<bool> cardPresent() override;

private:
    Status takeFaults();

    ShelfFiles m_files;
    std::shared_ptr<SimulatorReader> m_inner; // answers and fails; the folder is the truth
    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_cancelled = false;
    std::optional<qint64> m_seen; // the stamp that waitForChange last told of
};

} // namespace meterdesk::simulator
