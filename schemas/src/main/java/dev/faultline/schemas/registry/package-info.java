/** The schema registry: who asks it how, and what it means when it does not answer as it should. */
package dev.faultline.schemas.registry;
