// What every page gains when JavaScript is there; all of it works without.
(function () {
  // A menu closes on Escape, and when a click goes elsewhere.
  const menus = () => document.querySelectorAll("details.me[open], details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
})();
