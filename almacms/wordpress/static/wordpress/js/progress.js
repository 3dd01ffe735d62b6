// Asks how far an import is, until it is over; then the whole page is asked for, with its report.
(() => {
    const place = document.querySelector("[data-watch]");
    if (!place) return;
    const look = async () => {
        try {
            const response = await fetch(place.dataset.watch, { credentials: "same-origin" });
            if (!response.ok) return;
            place.innerHTML = await response.text();
            if (response.headers.get("X-Import-Over") === "1") {
                window.location.reload();
                return;
            }
        } catch {
            // The network comes back, or the next visit tells.
        }
        window.setTimeout(look, 3000);
    };
    window.setTimeout(look, 3000);
})();
